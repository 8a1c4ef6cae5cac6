-- The subscriptions that have not ended: only for these are alerts written, and sent. What a
-- webhook's messages are signed with is not in it.
CREATE OR REPLACE VIEW audits.live_subscription WITH (security_invoker = TRUE) AS
SELECT
    subscription.subscription_id,
    subscription.recipient,
    subscription.channel,
    subscription.address,
    subscription.division_id,
    subscription.least_severity,
    subscription.rule_codes
FROM audits.subscription AS subscription
WHERE
    NOT EXISTS (
        SELECT FROM audits.subscription_end AS ended
        WHERE ended.subscription_id = subscription.subscription_id
    );
