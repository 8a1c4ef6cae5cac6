-- Whose hands a sign-off sheet needs in a division and all below it: how many of each role, and in
-- which place. Asked for where a division is marked so, Hebei by 《河北省财政扶贫资金支付监控暂行办法》
-- (四联签), read in a report of it (chinasyjjw.com/difang/11686.html), not in its own text. Of the
-- village's two committees one head each signs, of the township who is in charge of the village and
-- its head.
CREATE OR REPLACE VIEW facts.sign_off_requirement WITH (security_invoker = TRUE) AS
SELECT
    marked.division_id,
    requirement.kind,
    requirement.place,
    requirement.role,
    requirement.signatures
FROM facts.division_mark AS marked
CROSS JOIN (
    VALUES
    ('person', 1, 'village_supervision_committee', 2),
    ('person', 2, 'village_party_branch', 1),
    ('person', 2, 'village_committee', 1),
    ('person', 3, 'township_cadre', 1),
    ('person', 3, 'township_head', 1),
    ('person', 4, 'county_payment_officer', 1),
    ('person', 4, 'county_head', 1),
    ('project', 1, 'implementing_unit', 1),
    ('project', 2, 'village_party_branch', 1),
    ('project', 2, 'village_committee', 1),
    ('project', 3, 'township_head', 1),
    ('project', 4, 'county_head', 1)
) AS requirement (kind, place, role, signatures)
WHERE marked.mark = 'four_party_sign_off';
