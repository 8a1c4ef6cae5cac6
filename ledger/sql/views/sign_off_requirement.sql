-- Whose hands a sign-off sheet needs in a division and all below it: how many of each role, and in
-- which place. Hebei: 《河北省财政扶贫资金支付监控暂行办法》 (四联签), read in a report of it
-- (chinasyjjw.com/difang/11686.html), not in its own text. Of the village's two committees one head
-- each signs, of the township who is in charge of the village and its head.
CREATE OR REPLACE VIEW facts.sign_off_requirement WITH (security_invoker = TRUE) AS
SELECT
    requirement.division_id,
    requirement.kind,
    requirement.place,
    requirement.role,
    requirement.signatures
FROM (
    VALUES
    ('130000', 'person', 1, 'village_supervision_committee', 2),
    ('130000', 'person', 2, 'village_party_branch', 1),
    ('130000', 'person', 2, 'village_committee', 1),
    ('130000', 'person', 3, 'township_cadre', 1),
    ('130000', 'person', 3, 'township_head', 1),
    ('130000', 'person', 4, 'county_payment_officer', 1),
    ('130000', 'person', 4, 'county_head', 1),
    ('130000', 'project', 1, 'implementing_unit', 1),
    ('130000', 'project', 2, 'village_party_branch', 1),
    ('130000', 'project', 2, 'village_committee', 1),
    ('130000', 'project', 3, 'township_head', 1),
    ('130000', 'project', 4, 'county_head', 1)
) AS requirement (division_id, kind, place, role, signatures);
