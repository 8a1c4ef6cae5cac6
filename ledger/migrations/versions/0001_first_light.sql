-- The database of the first version, as models and SQL files said it on the day this was frozen.

SET LOCAL check_function_bodies = off;

-- ledger/sql/roles/mingzhang_app.sql
-- The role that pages and people's commands sign in to the database as. It owns nothing; without
-- the token of somebody who is signed in it sees nothing that is not public.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mingzhang_app') THEN
        CREATE ROLE mingzhang_app LOGIN;
        -- Everybody's transactions are of this one role: none may read another's statements, which
        -- name tokens, in the server's view of activity. Only a superuser can set or undo it.
        ALTER ROLE mingzhang_app SET track_activities = off;
    END IF;
EXCEPTION
    -- Another migration on the same server made it in between.
    WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;

-- ledger/sql/roles/mingzhang_audit.sql
-- The role that rules are run as: it reads the facts of all books, past row-level security, and
-- writes the rows that rules return, nothing else.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mingzhang_audit') THEN
        CREATE ROLE mingzhang_audit LOGIN BYPASSRLS;
        -- A statement that row-level security would cut short fails instead of finding less.
        ALTER ROLE mingzhang_audit SET row_security = off;
    END IF;
EXCEPTION
    -- Another migration on the same server made it in between.
    WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;

-- ledger/sql/roles/mingzhang_jobs.sql
-- The role that jobs, and whatever makes a run, sign in to the database as: it reads all books,
-- past row-level security, and records runs, flags, alerts and what became of them.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mingzhang_jobs') THEN
        CREATE ROLE mingzhang_jobs LOGIN BYPASSRLS;
        -- A statement that row-level security would cut short fails instead of finding less.
        ALTER ROLE mingzhang_jobs SET row_security = off;
    END IF;
EXCEPTION
    -- Another migration on the same server made it in between.
    WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;

-- ledger/sql/roles/mingzhang_owner.sql
-- The role that owns every table, view and function: nobody signs in as it, whoever migrates acts
-- as it. It is no superuser: row-level security is forced upon it as upon others.
DO $$
DECLARE
    -- Since PostgreSQL 16 who made a role is its member, but may not yet act as it.
    acting text := CASE
        WHEN current_setting('server_version_num')::integer >= 160000 THEN 'SET' ELSE 'MEMBER'
    END;
BEGIN
    BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mingzhang_owner') THEN
            CREATE ROLE mingzhang_owner NOLOGIN;
        END IF;
    EXCEPTION
        -- Another migration on the same server made it in between.
        WHEN duplicate_object OR unique_violation THEN NULL;
    END;
    IF NOT pg_has_role(current_user, 'mingzhang_owner', acting) THEN
        EXECUTE format('GRANT mingzhang_owner TO %I', current_user);
    END IF;
    EXECUTE format(
        'GRANT CREATE, TEMPORARY ON DATABASE %I TO mingzhang_owner', current_database()
    );
    -- What an import keeps in temporary tables is made by the owner's functions: nobody else puts
    -- a table of their own in its place.
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM public', current_database());
END
$$;

-- ledger/sql/roles/mingzhang_seal.sql
-- The role that seals and verifies: it reads every fact, past row-level security, to hash it, and
-- writes trees and checkpoints.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mingzhang_seal') THEN
        CREATE ROLE mingzhang_seal LOGIN BYPASSRLS;
        -- A statement that row-level security would cut short fails instead of finding less.
        ALTER ROLE mingzhang_seal SET row_security = off;
    END IF;
EXCEPTION
    -- Another migration on the same server made it in between.
    WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;

SET LOCAL ROLE mingzhang_owner;
CREATE SCHEMA ledger;
CREATE SCHEMA audits;
CREATE SCHEMA facts;
COMMENT ON SCHEMA ledger IS 'the facts, append-only';
COMMENT ON SCHEMA audits IS 'what was seen and what was done about it';
COMMENT ON SCHEMA facts IS 'the contract for rules and auditors: one documented view a noun';

CREATE TABLE audits.job_tick (
	job TEXT NOT NULL, 
	due_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	taken_by TEXT NOT NULL, 
	started_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	finished_at TIMESTAMP WITH TIME ZONE, 
	state TEXT NOT NULL, 
	said TEXT, 
	CONSTRAINT job_tick_pkey PRIMARY KEY (job, due_at), 
	CONSTRAINT job_tick_state_check CHECK (state IN ('running', 'done', 'failed', 'skipped'))
);

COMMENT ON COLUMN audits.job_tick.taken_by IS 'host and process';

COMMENT ON COLUMN audits.job_tick.said IS 'what it did, or why it failed';

CREATE TABLE audits.rule_version (
	rule_code TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	text JSONB NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	log_position BIGINT, 
	CONSTRAINT rule_version_pkey PRIMARY KEY (rule_code, version), 
	CONSTRAINT rule_version_division_check CHECK (starts_with(rule_code, 'X') = (text ->> 'division' IS NOT NULL))
);

CREATE INDEX rule_version_log_position_idx ON audits.rule_version (log_position);

COMMENT ON COLUMN audits.rule_version.sha256 IS 'of the canonical JSON of `text`';

COMMENT ON COLUMN audits.rule_version.log_position IS 'its place in the common log; null until it is sealed';

CREATE TABLE ledger.attachment_content (
	sha256 TEXT COLLATE "C" NOT NULL, 
	size BIGINT NOT NULL, 
	media_type TEXT NOT NULL, 
	stored_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	stored_by TEXT NOT NULL, 
	log_position BIGINT, 
	CONSTRAINT attachment_content_pkey PRIMARY KEY (sha256), 
	CONSTRAINT attachment_content_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$'), 
	CONSTRAINT attachment_content_size_check CHECK (size > 0)
);

CREATE INDEX attachment_content_log_position_idx ON ledger.attachment_content (log_position);

COMMENT ON COLUMN ledger.attachment_content.sha256 IS 'hexadecimal';

COMMENT ON COLUMN ledger.attachment_content.size IS 'in bytes';

COMMENT ON COLUMN ledger.attachment_content.media_type IS 'by what is in it, not by its name';

COMMENT ON COLUMN ledger.attachment_content.log_position IS 'its place in the common log; null until it is sealed';

CREATE TABLE ledger.balance_slice (
	book_id INTEGER NOT NULL, 
	level SMALLINT NOT NULL, 
	slice_number BIGINT NOT NULL, 
	first_recorded_at TIMESTAMP WITH TIME ZONE, 
	last_recorded_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT balance_slice_pkey PRIMARY KEY (book_id, level, slice_number)
);

COMMENT ON COLUMN ledger.balance_slice.slice_number IS 'from 0; covers positions after number * length';

COMMENT ON COLUMN ledger.balance_slice.first_recorded_at IS 'null: it has no entry';

CREATE TABLE ledger.balance_slice_day (
	book_id INTEGER NOT NULL, 
	level SMALLINT NOT NULL, 
	slice_number BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	source_id BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	day DATE NOT NULL, 
	amount NUMERIC(18, 2) NOT NULL, 
	CONSTRAINT balance_slice_day_pkey PRIMARY KEY (book_id, level, slice_number, project_id, source_id, kind, day)
);

COMMENT ON COLUMN ledger.balance_slice_day.project_id IS '0: the whole of the source, whatever its projects';

COMMENT ON COLUMN ledger.balance_slice_day.amount IS 'debits less credits up to that day';

CREATE TABLE ledger.bank_account (
	number_hash BYTEA NOT NULL, 
	number_masked TEXT NOT NULL, 
	bank_name TEXT, 
	holder_payee_id BIGINT NOT NULL, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	salt UUID DEFAULT gen_random_uuid() NOT NULL, 
	CONSTRAINT bank_account_pkey PRIMARY KEY (book_id, log_position)
);

CREATE UNIQUE INDEX bank_account_book_id_number_hash_idx ON ledger.bank_account (book_id, number_hash);

COMMENT ON COLUMN ledger.bank_account.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.bank_account.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.bank_account.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.bank_account.recorded_at IS 'when it was written';

COMMENT ON COLUMN ledger.bank_account.salt IS 'what personal columns are hashed with';

CREATE TABLE ledger.budget_line (
	budget_line_id BIGINT NOT NULL, 
	line_code TEXT NOT NULL, 
	fiscal_year INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	amount NUMERIC(18, 2) NOT NULL, 
	entered_on DATE NOT NULL, 
	document_no TEXT, 
	added BOOLEAN, 
	reported_on DATE, 
	evidence TEXT, 
	effective_on DATE, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT budget_line_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT budget_line_book_id_budget_line_id_fkey FOREIGN KEY(book_id, budget_line_id) REFERENCES ledger.budget_line (book_id, log_position), 
	CONSTRAINT budget_line_kind_check CHECK (kind IN ('own_funds', 'transfer', 'revenue', 'aid')), 
	CONSTRAINT budget_line_amount_check CHECK (amount > 0), 
	CONSTRAINT budget_line_fiscal_year_check CHECK (fiscal_year BETWEEN 1950 AND 2199), 
	CONSTRAINT budget_line_document_no_check CHECK (kind <> 'transfer' OR document_no IS NOT NULL)
);

CREATE UNIQUE INDEX budget_line_code_idx ON ledger.budget_line (book_id, line_code) WHERE log_position = budget_line_id;

CREATE INDEX budget_line_replacement_idx ON ledger.budget_line (book_id, budget_line_id) WHERE log_position <> budget_line_id;

COMMENT ON COLUMN ledger.budget_line.budget_line_id IS 'position of its first version';

COMMENT ON COLUMN ledger.budget_line.entered_on IS 'approved, or entered during the year';

COMMENT ON COLUMN ledger.budget_line.document_no IS 'by which a transfer came from above';

COMMENT ON COLUMN ledger.budget_line.added IS 'after the budget was approved';

COMMENT ON COLUMN ledger.budget_line.reported_on IS 'to the standing committee';

COMMENT ON COLUMN ledger.budget_line.effective_on IS 'holds from; null: from the start';

COMMENT ON COLUMN ledger.budget_line.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.budget_line.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.budget_line.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.budget_line.recorded_at IS 'when it was written';

CREATE TABLE ledger.calendar_day (
	day DATE NOT NULL, 
	is_working BOOLEAN NOT NULL, 
	working_ordinal INTEGER NOT NULL, 
	holiday TEXT, 
	CONSTRAINT calendar_day_pkey PRIMARY KEY (day)
);

CREATE INDEX calendar_day_working_ordinal_idx ON ledger.calendar_day (working_ordinal);

CREATE TABLE ledger.checkpoint (
	log_id INTEGER NOT NULL, 
	tree_size BIGINT NOT NULL, 
	root BYTEA NOT NULL, 
	sealed_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	note TEXT NOT NULL, 
	log_position BIGINT, 
	CONSTRAINT checkpoint_pkey PRIMARY KEY (log_id, tree_size), 
	CONSTRAINT checkpoint_root_check CHECK (octet_length(root) = 32), 
	CONSTRAINT checkpoint_common_check CHECK (log_id <> 0 OR log_position IS NULL)
);

CREATE INDEX checkpoint_log_position_idx ON ledger.checkpoint (log_position);

COMMENT ON COLUMN ledger.checkpoint.note IS 'with the log''s own signature (C2SP tlog-checkpoint)';

COMMENT ON COLUMN ledger.checkpoint.log_position IS 'its place in the common log; null until it is sealed';

CREATE TABLE ledger.countersignature (
	log_id INTEGER NOT NULL, 
	tree_size BIGINT NOT NULL, 
	public_key TEXT NOT NULL, 
	signed_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	line TEXT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	log_position BIGINT, 
	CONSTRAINT countersignature_pkey PRIMARY KEY (log_id, tree_size, public_key)
);

CREATE INDEX countersignature_log_position_idx ON ledger.countersignature (log_position);

COMMENT ON COLUMN ledger.countersignature.signed_at IS 'as the witness says';

COMMENT ON COLUMN ledger.countersignature.line IS 'as it stands under the note';

COMMENT ON COLUMN ledger.countersignature.log_position IS 'its place in the common log; null until it is sealed';

CREATE TABLE ledger.data_key (
	purpose TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	wrapped BYTEA, 
	master_fingerprint BYTEA NOT NULL, 
	created_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	retired_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT data_key_pkey PRIMARY KEY (purpose, version), 
	CONSTRAINT data_key_purpose_check CHECK (purpose IN ('seal', 'match')), 
	CONSTRAINT data_key_one_to_match_check CHECK (purpose = 'seal' OR version = 1), 
	CONSTRAINT data_key_match_stays_check CHECK (purpose = 'seal' OR retired_at IS NULL), 
	CONSTRAINT data_key_retired_check CHECK ((wrapped IS NULL) = (retired_at IS NOT NULL)), 
	CONSTRAINT data_key_version_check CHECK (version BETWEEN 1 AND 65535), 
	CONSTRAINT data_key_fingerprint_check CHECK (length(master_fingerprint) = 16)
);

COMMENT ON COLUMN ledger.data_key.purpose IS 'seal: to seal; match: to hash';

COMMENT ON COLUMN ledger.data_key.wrapped IS 'encrypted with the master key; null: retired';

COMMENT ON COLUMN ledger.data_key.master_fingerprint IS 'tells which master key wraps it';

CREATE TABLE ledger.disbursement (
	voucher_id BIGINT NOT NULL, 
	source_id BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	contract_id BIGINT, 
	claim_id BIGINT, 
	payee_id BIGINT NOT NULL, 
	bank_account_id BIGINT, 
	import_row INTEGER, 
	occurred_on DATE NOT NULL, 
	approved_on DATE, 
	period_from DATE, 
	attachment_count INTEGER, 
	amount NUMERIC(18, 2) NOT NULL, 
	approval_limit NUMERIC(18, 2), 
	external_reference TEXT COLLATE "C" NOT NULL, 
	payee_name TEXT, 
	stage TEXT, 
	reissue_of TEXT COLLATE "C", 
	method TEXT NOT NULL, 
	cash_purpose TEXT, 
	economic_class TEXT, 
	purpose TEXT, 
	approved_by TEXT, 
	invoice_no TEXT, 
	batch_no TEXT, 
	evidence TEXT, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	salt UUID, 
	CONSTRAINT disbursement_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT disbursement_book_id_external_reference_key UNIQUE (book_id, external_reference), 
	CONSTRAINT disbursement_amount_check CHECK (amount > 0), 
	CONSTRAINT disbursement_economic_class_check CHECK (economic_class ~ '^3[0-9]{2}([0-9]{2})?$'), 
	CONSTRAINT disbursement_salt_check CHECK ((salt IS NULL) = (payee_name IS NULL))
);

CREATE INDEX disbursement_book_id_voucher_id_idx ON ledger.disbursement (book_id, voucher_id);

CREATE INDEX disbursement_claim_idx ON ledger.disbursement (book_id, claim_id, log_position) WHERE claim_id IS NOT NULL;

CREATE INDEX disbursement_reissue_idx ON ledger.disbursement (book_id, reissue_of) WHERE reissue_of IS NOT NULL;

COMMENT ON COLUMN ledger.disbursement.occurred_on IS 'paid on';

COMMENT ON COLUMN ledger.disbursement.approved_on IS 'the request was approved on';

COMMENT ON COLUMN ledger.disbursement.period_from IS 'first day a subsidy is paid for';

COMMENT ON COLUMN ledger.disbursement.attachment_count IS 'papers, as the clerk counts';

COMMENT ON COLUMN ledger.disbursement.approval_limit IS 'of the approver, in yuan';

COMMENT ON COLUMN ledger.disbursement.payee_name IS 'as written on the payment, where it is not the payee''s registered name';

COMMENT ON COLUMN ledger.disbursement.stage IS 'what of its contract it pays';

COMMENT ON COLUMN ledger.disbursement.reissue_of IS 'external reference of the bounced payment that it pays again';

COMMENT ON COLUMN ledger.disbursement.economic_class IS 'of the department''s spending: three digits, or five';

COMMENT ON COLUMN ledger.disbursement.recorded_at IS 'when it was written';

COMMENT ON COLUMN ledger.disbursement.salt IS 'what personal columns are hashed with';

CREATE TABLE ledger.division (
	division_id TEXT NOT NULL, 
	level TEXT NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	parent_id TEXT, 
	path TEXT NOT NULL, 
	made_up BOOLEAN NOT NULL, 
	CONSTRAINT division_pkey PRIMARY KEY (division_id), 
	CONSTRAINT division_level_check CHECK (level IN ('central', 'province', 'city', 'county', 'township')), 
	CONSTRAINT division_parent_id_fkey FOREIGN KEY(parent_id) REFERENCES ledger.division (division_id)
);

CREATE INDEX division_path_idx ON ledger.division (path text_pattern_ops);

COMMENT ON COLUMN ledger.division.division_id IS 'the first code it had in the editions we hold';

COMMENT ON COLUMN ledger.division.code IS 'the code it has now, or had last';

COMMENT ON COLUMN ledger.division.name IS 'the name it has now, or had last';

COMMENT ON COLUMN ledger.division.path IS '/000000/130000/130400/130428/';

COMMENT ON COLUMN ledger.division.made_up IS 'true only for the demonstration province';

CREATE TABLE ledger.donated_goods (
	goods_code TEXT COLLATE "C" NOT NULL, 
	donor TEXT NOT NULL, 
	item TEXT NOT NULL, 
	quantity NUMERIC(18, 3) NOT NULL, 
	unit TEXT NOT NULL, 
	estimated_value NUMERIC(18, 2), 
	received_on DATE NOT NULL, 
	receipt_no TEXT, 
	evidence TEXT, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	salt UUID DEFAULT gen_random_uuid() NOT NULL, 
	CONSTRAINT donated_goods_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT donated_goods_quantity_check CHECK (quantity > 0), 
	CONSTRAINT donated_goods_estimated_value_check CHECK (estimated_value > 0)
);

CREATE UNIQUE INDEX donated_goods_book_id_goods_code_idx ON ledger.donated_goods (book_id, goods_code);

COMMENT ON COLUMN ledger.donated_goods.estimated_value IS 'of all of it, in yuan';

COMMENT ON COLUMN ledger.donated_goods.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.donated_goods.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.donated_goods.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.donated_goods.recorded_at IS 'when it was written';

COMMENT ON COLUMN ledger.donated_goods.salt IS 'what personal columns are hashed with';

CREATE TABLE ledger.door_key (
	key_sha256 BYTEA NOT NULL, 
	salt_secret BYTEA NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT door_key_pkey PRIMARY KEY (key_sha256)
);

CREATE TABLE ledger.fact_shape (
	relation TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	common BOOLEAN NOT NULL, 
	shape TEXT NOT NULL, 
	CONSTRAINT fact_shape_pkey PRIMARY KEY (relation, version), 
	CONSTRAINT fact_shape_version_check CHECK (version > 0)
);

COMMENT ON COLUMN ledger.fact_shape.relation IS 'schema and table';

COMMENT ON COLUMN ledger.fact_shape.common IS 'its facts stand in the common log';

COMMENT ON COLUMN ledger.fact_shape.shape IS 'the text whose hash is in every leaf';

CREATE TABLE ledger.finding (
	external_reference TEXT COLLATE "C" NOT NULL, 
	report_number TEXT NOT NULL, 
	reported_on DATE NOT NULL, 
	problem TEXT NOT NULL, 
	responsible_unit TEXT NOT NULL, 
	amount NUMERIC(18, 2), 
	manner TEXT NOT NULL, 
	due_on DATE, 
	evidence TEXT, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT finding_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT finding_book_id_external_reference_key UNIQUE (book_id, external_reference), 
	CONSTRAINT finding_amount_check CHECK (amount > 0), 
	CONSTRAINT finding_manner_check CHECK (manner IN ('at_once', 'by_stages', 'continuing')), 
	CONSTRAINT finding_due_on_check CHECK (due_on >= reported_on)
);

COMMENT ON COLUMN ledger.finding.problem IS 'a rule''s code, or the words of the report';

COMMENT ON COLUMN ledger.finding.due_on IS 'as the report says; null: it does not';

COMMENT ON COLUMN ledger.finding.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.finding.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.finding.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.finding.recorded_at IS 'when it was written';

CREATE TABLE ledger.foundation_year (
	foundation_year_id BIGINT NOT NULL, 
	report_code TEXT NOT NULL, 
	foundation TEXT NOT NULL, 
	ends_on DATE NOT NULL, 
	may_raise BOOLEAN NOT NULL, 
	spending_amount NUMERIC(18, 2) NOT NULL, 
	charity_amount NUMERIC(18, 2) NOT NULL, 
	management_amount NUMERIC(18, 2) NOT NULL, 
	income_before_amount NUMERIC(18, 2), 
	average_income_amount NUMERIC(18, 2), 
	exemption TEXT, 
	evidence TEXT, 
	effective_on DATE, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT foundation_year_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT foundation_year_book_id_foundation_year_id_fkey FOREIGN KEY(book_id, foundation_year_id) REFERENCES ledger.foundation_year (book_id, log_position), 
	CONSTRAINT foundation_year_management_amount_check CHECK (management_amount <= spending_amount), 
	CONSTRAINT foundation_year_charity_amount_check CHECK (charity_amount <= spending_amount)
);

CREATE INDEX foundation_year_replacement_idx ON ledger.foundation_year (book_id, foundation_year_id) WHERE log_position <> foundation_year_id;

CREATE UNIQUE INDEX foundation_year_report_code_idx ON ledger.foundation_year (book_id, report_code) WHERE log_position = foundation_year_id;

COMMENT ON COLUMN ledger.foundation_year.foundation_year_id IS 'position of its first version';

COMMENT ON COLUMN ledger.foundation_year.ends_on IS 'the last day of the year';

COMMENT ON COLUMN ledger.foundation_year.may_raise IS 'whether it may raise money from the public';

COMMENT ON COLUMN ledger.foundation_year.spending_amount IS 'all that it spent in the year';

COMMENT ON COLUMN ledger.foundation_year.charity_amount IS 'of it, on charity';

COMMENT ON COLUMN ledger.foundation_year.management_amount IS 'of it, on its management';

COMMENT ON COLUMN ledger.foundation_year.income_before_amount IS 'all that it took in in the year before';

COMMENT ON COLUMN ledger.foundation_year.average_income_amount IS 'a year, in the three years before';

COMMENT ON COLUMN ledger.foundation_year.exemption IS 'what it reported to be excused for';

COMMENT ON COLUMN ledger.foundation_year.effective_on IS 'holds from; null: from the start';

COMMENT ON COLUMN ledger.foundation_year.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.foundation_year.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.foundation_year.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.foundation_year.recorded_at IS 'when it was written';

CREATE TABLE ledger.fund_line (
	fund_line_id BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	level TEXT, 
	fund_class TEXT, 
	integrable BOOLEAN, 
	effective_on DATE, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT fund_line_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT fund_line_book_id_fund_line_id_fkey FOREIGN KEY(book_id, fund_line_id) REFERENCES ledger.fund_line (book_id, log_position), 
	CONSTRAINT fund_line_level_check CHECK (level IN ('central', 'province', 'city', 'county', 'society')), 
	CONSTRAINT fund_line_fund_class_check CHECK (fund_class IN ('general_budget', 'government_fund', 'bond', 'paired_aid', 'investment_return', 'donation', 'finance'))
);

CREATE UNIQUE INDEX fund_line_name_idx ON ledger.fund_line (book_id, name) WHERE log_position = fund_line_id;

CREATE INDEX fund_line_replacement_idx ON ledger.fund_line (book_id, fund_line_id) WHERE log_position <> fund_line_id;

COMMENT ON COLUMN ledger.fund_line.fund_line_id IS 'position of its first version';

COMMENT ON COLUMN ledger.fund_line.integrable IS 'may be pooled; null: not stated';

COMMENT ON COLUMN ledger.fund_line.effective_on IS 'holds from; null: from the start';

COMMENT ON COLUMN ledger.fund_line.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.fund_line.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.fund_line.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.fund_line.recorded_at IS 'when it was written';

CREATE TABLE ledger.horizon (
	horizon_id BIGINT GENERATED ALWAYS AS IDENTITY, 
	as_of DATE NOT NULL, 
	taken_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	log_position BIGINT, 
	CONSTRAINT horizon_pkey PRIMARY KEY (horizon_id)
);

CREATE INDEX horizon_log_position_idx ON ledger.horizon (log_position);

COMMENT ON COLUMN ledger.horizon.log_position IS 'its place in the common log; null until it is sealed';

CREATE TABLE ledger.horizon_position (
	book_id INTEGER NOT NULL, 
	horizon_id BIGINT NOT NULL, 
	seen_position BIGINT NOT NULL, 
	as_of DATE NOT NULL, 
	log_position BIGINT, 
	CONSTRAINT horizon_position_pkey PRIMARY KEY (book_id, horizon_id)
);

CREATE INDEX horizon_position_log_position_idx ON ledger.horizon_position (log_position);

COMMENT ON COLUMN ledger.horizon_position.log_position IS 'its place in the common log; null until it is sealed';

CREATE TABLE ledger.household (
	household_code TEXT NOT NULL, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	salt UUID DEFAULT gen_random_uuid() NOT NULL, 
	CONSTRAINT household_pkey PRIMARY KEY (book_id, log_position)
);

CREATE UNIQUE INDEX household_book_id_household_code_idx ON ledger.household (book_id, household_code);

COMMENT ON COLUMN ledger.household.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.household.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.household.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.household.recorded_at IS 'when it was written';

COMMENT ON COLUMN ledger.household.salt IS 'what personal columns are hashed with';

CREATE TABLE ledger.integration_plan (
	plan_code TEXT NOT NULL, 
	version_number INTEGER NOT NULL, 
	approved_on DATE NOT NULL, 
	approved_by TEXT, 
	filed_on DATE, 
	filed_with TEXT, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT integration_plan_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT integration_plan_book_id_plan_code_version_number_key UNIQUE (book_id, plan_code, version_number)
);

COMMENT ON COLUMN ledger.integration_plan.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.integration_plan.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.integration_plan.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.integration_plan.recorded_at IS 'when it was written';

CREATE TABLE ledger.journal_line (
	external_reference TEXT COLLATE "C" NOT NULL, 
	voucher_reference TEXT COLLATE "C" NOT NULL, 
	account_set TEXT NOT NULL, 
	exported_on DATE NOT NULL, 
	period INTEGER NOT NULL, 
	voucher_word TEXT NOT NULL, 
	voucher_number INTEGER NOT NULL, 
	line_number INTEGER NOT NULL, 
	occurred_on DATE NOT NULL, 
	entered_on DATE, 
	posted_on DATE, 
	closed_on DATE, 
	summary TEXT, 
	account_code TEXT COLLATE "C" NOT NULL, 
	account_name TEXT NOT NULL, 
	debit NUMERIC(18, 2) NOT NULL, 
	credit NUMERIC(18, 2) NOT NULL, 
	counterparty_division_id TEXT, 
	counterparty_name TEXT, 
	fund_line_name TEXT, 
	document_no TEXT, 
	project_code TEXT, 
	function_code TEXT, 
	economic_code TEXT, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT journal_line_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT journal_line_book_id_external_reference_key UNIQUE (book_id, external_reference), 
	CONSTRAINT journal_line_period_check CHECK (period % 100 BETWEEN 1 AND 13), 
	CONSTRAINT journal_line_sides_check CHECK ((debit = 0) <> (credit = 0)), 
	CONSTRAINT journal_line_not_to_come_check CHECK (CAST(exported_on AS timestamp) <= recorded_at AT TIME ZONE 'Asia/Shanghai')
);

CREATE INDEX journal_line_book_id_account_set_period_idx ON ledger.journal_line (book_id, account_set, period);

COMMENT ON COLUMN ledger.journal_line.voucher_reference IS 'what its voucher is told apart by: export, account set, period, number and day';

COMMENT ON COLUMN ledger.journal_line.account_set IS 'whose accounts: the treasury''s or a unit''s';

COMMENT ON COLUMN ledger.journal_line.period IS '202203; month 13 is of closing entries';

COMMENT ON COLUMN ledger.journal_line.occurred_on IS 'the day on the voucher';

COMMENT ON COLUMN ledger.journal_line.posted_on IS 'null: not posted, or not known';

COMMENT ON COLUMN ledger.journal_line.closed_on IS 'the day its period was closed';

COMMENT ON COLUMN ledger.journal_line.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.journal_line.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.journal_line.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.journal_line.recorded_at IS 'when it was written';

CREATE TABLE ledger.listed_account (
	external_reference TEXT COLLATE "C" NOT NULL, 
	listed_by TEXT NOT NULL, 
	origin TEXT NOT NULL, 
	as_of DATE NOT NULL, 
	holder TEXT NOT NULL, 
	account_hash BYTEA NOT NULL, 
	account_masked TEXT NOT NULL, 
	bank_name TEXT, 
	account_kind TEXT, 
	opened_on DATE, 
	closed_on DATE, 
	balance NUMERIC(18, 2), 
	approval_document TEXT, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT listed_account_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT listed_account_book_id_external_reference_key UNIQUE (book_id, external_reference), 
	CONSTRAINT listed_account_listed_by_check CHECK (listed_by IN ('bank', 'unit')), 
	CONSTRAINT listed_account_not_to_come_check CHECK (CAST(as_of AS timestamp) <= recorded_at AT TIME ZONE 'Asia/Shanghai')
);

COMMENT ON COLUMN ledger.listed_account.origin IS 'who handed the list over';

COMMENT ON COLUMN ledger.listed_account.account_kind IS 'as the list names it';

COMMENT ON COLUMN ledger.listed_account.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.listed_account.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.listed_account.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.listed_account.recorded_at IS 'when it was written';

CREATE TABLE ledger.log_tree (
	log_id INTEGER NOT NULL, 
	tree_size BIGINT NOT NULL, 
	CONSTRAINT log_tree_pkey PRIMARY KEY (log_id), 
	CONSTRAINT log_tree_tree_size_check CHECK (tree_size >= 0)
);

COMMENT ON COLUMN ledger.log_tree.log_id IS 'the book''s; 0: the common log';

CREATE TABLE ledger.matching_list (
	list_code TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	origin TEXT NOT NULL, 
	legal_ground TEXT NOT NULL, 
	as_of DATE NOT NULL, 
	expires_on DATE, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT matching_list_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT matching_list_kind_check CHECK (kind IN ('death', 'public_payroll', 'village_cadre', 'cadre_relative', 'vehicle', 'property', 'business', 'untrustworthy')), 
	CONSTRAINT matching_list_expires_on_check CHECK (expires_on >= as_of)
);

CREATE UNIQUE INDEX matching_list_book_id_list_code_idx ON ledger.matching_list (book_id, list_code);

COMMENT ON COLUMN ledger.matching_list.origin IS 'who handed it over';

COMMENT ON COLUMN ledger.matching_list.as_of IS 'the day its data show';

COMMENT ON COLUMN ledger.matching_list.expires_on IS 'not to be used after that day';

COMMENT ON COLUMN ledger.matching_list.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.matching_list.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.matching_list.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.matching_list.recorded_at IS 'when it was written';

CREATE TABLE ledger.payee (
	payee_id BIGINT NOT NULL, 
	payee_code TEXT, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	identity_hash BYTEA, 
	identity_masked TEXT, 
	phone_hash BYTEA, 
	phone_masked TEXT, 
	household_code TEXT, 
	evidence TEXT, 
	effective_on DATE, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	salt UUID DEFAULT gen_random_uuid() NOT NULL, 
	CONSTRAINT payee_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT payee_kind_check CHECK (kind IN ('registered_household', 'farm_household', 'person', 'enterprise', 'cooperative', 'public_unit', 'village_collective', 'other'))
);

CREATE UNIQUE INDEX payee_code_idx ON ledger.payee (book_id, payee_code) WHERE log_position = payee_id AND payee_code IS NOT NULL;

CREATE INDEX payee_identity_idx ON ledger.payee (book_id, identity_hash) WHERE identity_hash IS NOT NULL;

CREATE INDEX payee_name_idx ON ledger.payee (book_id, name) WHERE identity_hash IS NULL;

CREATE INDEX payee_replacement_idx ON ledger.payee (book_id, payee_id) WHERE log_position <> payee_id;

COMMENT ON COLUMN ledger.payee.payee_id IS 'position of its first version';

COMMENT ON COLUMN ledger.payee.payee_code IS 'the clerk''s own; null: known by ID number, or by name and account';

COMMENT ON COLUMN ledger.payee.identity_hash IS 'keyed hash of the ID number';

COMMENT ON COLUMN ledger.payee.phone_hash IS 'keyed hash of the mobile number';

COMMENT ON COLUMN ledger.payee.effective_on IS 'holds from; null: from the start';

COMMENT ON COLUMN ledger.payee.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.payee.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.payee.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.payee.recorded_at IS 'when it was written';

COMMENT ON COLUMN ledger.payee.salt IS 'what personal columns are hashed with';

CREATE TABLE ledger.period_closing (
	act TEXT NOT NULL, 
	period INTEGER NOT NULL, 
	closed_through INTEGER, 
	asked_id BIGINT, 
	reason TEXT NOT NULL, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT period_closing_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT period_closing_book_id_asked_id_fkey FOREIGN KEY(book_id, asked_id) REFERENCES ledger.period_closing (book_id, log_position), 
	CONSTRAINT period_closing_book_id_asked_id_key UNIQUE (book_id, asked_id), 
	CONSTRAINT period_closing_period_check CHECK (period BETWEEN 1900 AND 2999 OR period BETWEEN 190001 AND 299912 AND mod(period, 100) BETWEEN 1 AND 12), 
	CONSTRAINT period_closing_act_check CHECK (act IN ('closed', 'reopening_asked', 'reopened')), 
	CONSTRAINT period_closing_reason_check CHECK (btrim(reason) <> ''), 
	CONSTRAINT period_closing_of_act_check CHECK ((closed_through IS NULL) = (act = 'reopening_asked') AND (asked_id IS NOT NULL) = (act = 'reopened'))
);

CREATE INDEX period_closing_closed_through_idx ON ledger.period_closing (book_id, log_position) WHERE closed_through IS NOT NULL;

COMMENT ON COLUMN ledger.period_closing.period IS 'the month 202403, or the year 2024';

COMMENT ON COLUMN ledger.period_closing.closed_through IS 'the last closed month after this act';

COMMENT ON COLUMN ledger.period_closing.asked_id IS 'the request that a reopening grants';

COMMENT ON COLUMN ledger.period_closing.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.period_closing.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.period_closing.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.period_closing.recorded_at IS 'when it was written';

CREATE TABLE ledger.personal_number (
	kind TEXT NOT NULL, 
	hashed BYTEA NOT NULL, 
	sealed BYTEA NOT NULL, 
	key_version INTEGER GENERATED ALWAYS AS (get_byte(sealed, 1) * 256 + get_byte(sealed, 2)) STORED NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT personal_number_pkey PRIMARY KEY (kind, hashed), 
	CONSTRAINT personal_number_kind_check CHECK (kind IN ('identity', 'account', 'phone')), 
	CONSTRAINT personal_number_hashed_check CHECK (length(hashed) = 16), 
	CONSTRAINT personal_number_sealed_check CHECK (get_byte(sealed, 0) = 2)
);

COMMENT ON COLUMN ledger.personal_number.hashed IS 'keyed hash, as the facts have it';

COMMENT ON COLUMN ledger.personal_number.sealed IS 'the number, encrypted';

COMMENT ON COLUMN ledger.personal_number.key_version IS 'the data key it is sealed with, as its sealed form says';

CREATE TABLE ledger.role_power (
	role TEXT NOT NULL, 
	power TEXT NOT NULL, 
	CONSTRAINT role_power_pkey PRIMARY KEY (role, power)
);

CREATE TABLE ledger.shape_start (
	log_id INTEGER NOT NULL, 
	relation TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	first_position BIGINT NOT NULL, 
	CONSTRAINT shape_start_pkey PRIMARY KEY (log_id, relation, version)
);

CREATE TABLE ledger.sign_in_brake (
	login TEXT NOT NULL, 
	wrong INTEGER NOT NULL, 
	tried_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	locked_until TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT sign_in_brake_pkey PRIMARY KEY (login)
);

CREATE INDEX sign_in_brake_tried_at_idx ON ledger.sign_in_brake (tried_at);

CREATE TABLE ledger.statement (
	external_reference TEXT COLLATE "C" NOT NULL, 
	account_hash BYTEA, 
	account_masked TEXT, 
	bank_name TEXT, 
	account_kind TEXT, 
	account_ground TEXT, 
	starts_on DATE NOT NULL, 
	ends_on DATE NOT NULL, 
	opening_balance NUMERIC(18, 2), 
	closing_balance NUMERIC(18, 2) NOT NULL, 
	evidence TEXT, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT statement_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT statement_book_id_external_reference_key UNIQUE (book_id, external_reference), 
	CONSTRAINT statement_ends_on_check CHECK (starts_on <= ends_on), 
	CONSTRAINT statement_account_kind_check CHECK (account_kind IN ('treasury', 'zero_balance', 'fiscal_account', 'unit_account')), 
	CONSTRAINT statement_not_to_come_check CHECK (CAST(ends_on AS timestamp) <= recorded_at AT TIME ZONE 'Asia/Shanghai')
);

COMMENT ON COLUMN ledger.statement.account_hash IS 'null: the treasury''s one account';

COMMENT ON COLUMN ledger.statement.account_kind IS 'null: the treasury''s';

COMMENT ON COLUMN ledger.statement.account_ground IS 'what approved the account';

COMMENT ON COLUMN ledger.statement.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.statement.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.statement.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.statement.recorded_at IS 'when it was written';

CREATE TABLE ledger.statement_line (
	external_reference TEXT COLLATE "C" NOT NULL, 
	line_reference TEXT COLLATE "C" NOT NULL, 
	direction TEXT NOT NULL, 
	amount NUMERIC(18, 2) NOT NULL, 
	occurred_on DATE NOT NULL, 
	cleared_on DATE, 
	account_hash BYTEA, 
	account_masked TEXT, 
	counterparty_name TEXT, 
	counterparty_account_hash BYTEA, 
	counterparty_account_masked TEXT, 
	counterparty_bank TEXT, 
	transaction_type TEXT, 
	fiscal_year INTEGER, 
	budget_unit TEXT, 
	function_class TEXT, 
	project_name TEXT, 
	document_no TEXT, 
	payment_method TEXT, 
	settlement TEXT, 
	purpose TEXT, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	salt UUID, 
	CONSTRAINT statement_line_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT statement_line_book_id_external_reference_key UNIQUE (book_id, external_reference), 
	CONSTRAINT statement_line_amount_check CHECK (amount > 0), 
	CONSTRAINT statement_line_direction_check CHECK (direction IN ('in', 'out')), 
	CONSTRAINT statement_line_occurred_on_check CHECK (CAST(occurred_on AS timestamp) <= recorded_at AT TIME ZONE 'Asia/Shanghai'), 
	CONSTRAINT statement_line_salt_check CHECK ((salt IS NULL) = (num_nonnulls(counterparty_name, counterparty_account_hash, counterparty_account_masked) = 0))
);

CREATE INDEX statement_line_book_id_occurred_on_idx ON ledger.statement_line (book_id, occurred_on);

COMMENT ON COLUMN ledger.statement_line.external_reference IS 'direction and account before the number: a bounced payment may carry it again';

COMMENT ON COLUMN ledger.statement_line.line_reference IS 'the number as the statement has it';

COMMENT ON COLUMN ledger.statement_line.direction IS 'in: to the account; out: from it';

COMMENT ON COLUMN ledger.statement_line.account_hash IS 'null: the treasury''s one account';

COMMENT ON COLUMN ledger.statement_line.transaction_type IS 'as the statement names it';

COMMENT ON COLUMN ledger.statement_line.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.statement_line.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.statement_line.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.statement_line.recorded_at IS 'when it was written';

COMMENT ON COLUMN ledger.statement_line.salt IS 'what personal columns are hashed with';

CREATE TABLE ledger.statement_match (
	group_id BIGINT NOT NULL, 
	statement_line_id BIGINT NOT NULL, 
	voucher_id BIGINT NOT NULL, 
	disbursement_id BIGINT, 
	basis TEXT NOT NULL, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT statement_match_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT statement_match_basis_check CHECK (basis IN ('reference', 'amount_date_payee', 'batch_amount_date', 'hand'))
);

CREATE INDEX statement_match_book_id_group_id_idx ON ledger.statement_match (book_id, group_id);

CREATE INDEX statement_match_book_id_statement_line_id_idx ON ledger.statement_match (book_id, statement_line_id);

CREATE INDEX statement_match_book_id_voucher_id_disbursement_id_idx ON ledger.statement_match (book_id, voucher_id, disbursement_id);

COMMENT ON COLUMN ledger.statement_match.group_id IS 'the first match of those made together; its own where it is alone';

COMMENT ON COLUMN ledger.statement_match.disbursement_id IS 'one payment of the voucher; null: all that the voucher moved';

COMMENT ON COLUMN ledger.statement_match.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.statement_match.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.statement_match.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.statement_match.recorded_at IS 'when it was written';

CREATE TABLE ledger.statutory_regime (
	regime TEXT COLLATE "C" NOT NULL, 
	document_no TEXT NOT NULL, 
	name TEXT NOT NULL, 
	charts TEXT[] NOT NULL, 
	valid_from DATE NOT NULL, 
	valid_to DATE, 
	standing TEXT NOT NULL, 
	basis TEXT NOT NULL, 
	CONSTRAINT statutory_regime_pkey PRIMARY KEY (regime), 
	CONSTRAINT statutory_regime_one_a_day_excl EXCLUDE USING gist (daterange(valid_from, valid_to, '[]') WITH &&), 
	CONSTRAINT statutory_regime_charts_check CHECK (charts <@ ARRAY['general', 'financial', 'budget']), 
	CONSTRAINT statutory_regime_standing_check CHECK (standing IN ('confirmed', 'unconfirmed'))
);

COMMENT ON COLUMN ledger.statutory_regime.regime IS 'the year of its document';

COMMENT ON COLUMN ledger.statutory_regime.charts IS 'books kept in parallel';

CREATE TABLE ledger.tile (
	log_id INTEGER NOT NULL, 
	level SMALLINT NOT NULL, 
	tile_index BIGINT NOT NULL, 
	hashes BYTEA NOT NULL, 
	CONSTRAINT tile_pkey PRIMARY KEY (log_id, level, tile_index), 
	CONSTRAINT tile_hashes_check CHECK (octet_length(hashes) BETWEEN 32 AND 8192 AND octet_length(hashes) % 32 = 0)
);

CREATE TABLE ledger.turn (
	name TEXT NOT NULL, 
	CONSTRAINT turn_pkey PRIMARY KEY (name)
);

COMMENT ON COLUMN ledger.turn.name IS 'what is done';

CREATE TABLE ledger.voucher (
	period INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	event TEXT NOT NULL, 
	occurred_on DATE NOT NULL, 
	date_precision TEXT NOT NULL, 
	summary TEXT NOT NULL, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	reverses_id BIGINT, 
	reversal_reason TEXT, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT voucher_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT voucher_book_id_period_number_key UNIQUE (book_id, period, number), 
	CONSTRAINT voucher_book_id_reverses_id_fkey FOREIGN KEY(book_id, reverses_id) REFERENCES ledger.voucher (book_id, log_position), 
	CONSTRAINT voucher_occurred_on_check CHECK (date_trunc(date_precision, CAST(occurred_on AS timestamp)) <= recorded_at AT TIME ZONE 'Asia/Shanghai'), 
	CONSTRAINT voucher_event_check CHECK (event IN ('appropriation', 'transfer_received', 'donation', 'paired_aid_received', 'bond_received', 'platform_loan', 'investment_return', 'opening', 'transfer_issued', 'transfer_adjusted', 'paired_aid_issued', 'bond_issued', 'cash_in', 'cash_out', 'integration', 'assignment', 'commitment', 'release', 'disbursement', 'refund', 'take_back', 'carry_over', 'reversal')), 
	CONSTRAINT voucher_number_check CHECK (number > 0), 
	CONSTRAINT voucher_period_check CHECK (period = extract(year FROM occurred_on) * 100 + extract(month FROM occurred_on)), 
	CONSTRAINT voucher_date_precision_check CHECK (date_precision IN ('day', 'month', 'year')), 
	CONSTRAINT voucher_reversal_check CHECK ((reverses_id IS NOT NULL) = (event = 'reversal') AND (reverses_id IS NOT NULL) = (reversal_reason IS NOT NULL))
);

CREATE INDEX voucher_opening_idx ON ledger.voucher (book_id) WHERE event = 'opening';

CREATE UNIQUE INDEX voucher_reversed_once_idx ON ledger.voucher (book_id, reverses_id) WHERE reverses_id IS NOT NULL;

COMMENT ON COLUMN ledger.voucher.period IS 'the month it happened in, 202403';

COMMENT ON COLUMN ledger.voucher.occurred_on IS 'when it happened, Beijing date';

COMMENT ON COLUMN ledger.voucher.date_precision IS 'how well that date is known; a month or year stands at its last day';

COMMENT ON COLUMN ledger.voucher.recorded_at IS 'when it was written';

CREATE TABLE ledger.voucher_counter (
	book_id INTEGER NOT NULL, 
	period INTEGER NOT NULL, 
	last_number INTEGER NOT NULL, 
	CONSTRAINT voucher_counter_pkey PRIMARY KEY (book_id, period)
)
 WITH (fillfactor = 50);

CREATE TABLE ledger.witness (
	witness_id INTEGER GENERATED ALWAYS AS IDENTITY, 
	public_key TEXT NOT NULL, 
	late_after_days INTEGER, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	recorded_by TEXT NOT NULL, 
	log_position BIGINT, 
	CONSTRAINT witness_pkey PRIMARY KEY (witness_id), 
	CONSTRAINT witness_late_after_days_check CHECK (late_after_days > 0)
);

CREATE INDEX witness_log_position_idx ON ledger.witness (log_position);

COMMENT ON COLUMN ledger.witness.public_key IS 'name+id+base64 (C2SP signed-note)';

COMMENT ON COLUMN ledger.witness.late_after_days IS 'told of when its latest countersignature is older; null: dismissed';

COMMENT ON COLUMN ledger.witness.log_position IS 'its place in the common log; null until it is sealed';

CREATE TABLE audits.rule_request (
	request_id BIGINT GENERATED ALWAYS AS IDENTITY, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	recorded_by TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	rule_code TEXT NOT NULL, 
	version INTEGER, 
	division_id TEXT, 
	name TEXT, 
	valid_from DATE, 
	value NUMERIC(18, 4), 
	ground TEXT NOT NULL, 
	log_position BIGINT, 
	CONSTRAINT rule_request_pkey PRIMARY KEY (request_id), 
	CONSTRAINT rule_request_kind_check CHECK (kind IN ('parameter', 'version')), 
	CONSTRAINT rule_request_content_check CHECK ((kind = 'version') = (version IS NOT NULL) AND (kind = 'parameter') = (name IS NOT NULL AND valid_from IS NOT NULL) AND (kind = 'parameter' OR value IS NULL) AND (kind = 'version' OR division_id IS NOT NULL)), 
	CONSTRAINT rule_request_division_id_fkey FOREIGN KEY(division_id) REFERENCES ledger.division (division_id)
);

CREATE INDEX rule_request_log_position_idx ON audits.rule_request (log_position);

CREATE INDEX rule_request_rule_code_idx ON audits.rule_request (rule_code);

COMMENT ON COLUMN audits.rule_request.version IS 'of the text on record that shall be run';

COMMENT ON COLUMN audits.rule_request.division_id IS 'where it holds, and in all below; null: everywhere';

COMMENT ON COLUMN audits.rule_request.name IS 'of the parameter';

COMMENT ON COLUMN audits.rule_request.valid_from IS 'from which day of a run';

COMMENT ON COLUMN audits.rule_request.value IS 'days, an amount or a share; null: again what holds above';

COMMENT ON COLUMN audits.rule_request.ground IS 'the document that sets it, or why';

COMMENT ON COLUMN audits.rule_request.log_position IS 'its place in the common log; null until it is sealed';

CREATE TABLE audits.run (
	run_id BIGINT GENERATED ALWAYS AS IDENTITY, 
	horizon_id BIGINT NOT NULL, 
	as_of DATE NOT NULL, 
	book_id INTEGER, 
	looks_back BOOLEAN NOT NULL, 
	started_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	started_by TEXT NOT NULL, 
	log_position BIGINT, 
	CONSTRAINT run_pkey PRIMARY KEY (run_id), 
	CONSTRAINT run_horizon_id_fkey FOREIGN KEY(horizon_id) REFERENCES ledger.horizon (horizon_id)
);

CREATE INDEX run_log_position_idx ON audits.run (log_position);

COMMENT ON COLUMN audits.run.book_id IS 'null: all books';

COMMENT ON COLUMN audits.run.looks_back IS 'as of a day before the latest run''s: it stores breaches, but no flags';

COMMENT ON COLUMN audits.run.log_position IS 'its place in the common log; null until it is sealed';

CREATE TABLE audits.subscription (
	subscription_id BIGINT GENERATED ALWAYS AS IDENTITY, 
	recipient TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	address TEXT NOT NULL, 
	secret TEXT, 
	division_id TEXT NOT NULL, 
	least_severity INTEGER NOT NULL, 
	rule_codes TEXT[], 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	recorded_by TEXT NOT NULL, 
	log_position BIGINT, 
	salt UUID DEFAULT gen_random_uuid() NOT NULL, 
	CONSTRAINT subscription_pkey PRIMARY KEY (subscription_id), 
	CONSTRAINT subscription_division_id_fkey FOREIGN KEY(division_id) REFERENCES ledger.division (division_id), 
	CONSTRAINT subscription_channel_check CHECK (channel IN ('email', 'webhook')), 
	CONSTRAINT subscription_least_severity_check CHECK (least_severity BETWEEN 1 AND 4), 
	CONSTRAINT subscription_secret_check CHECK ((channel = 'webhook') = (secret IS NOT NULL))
);

CREATE INDEX subscription_log_position_idx ON audits.subscription (log_position);

COMMENT ON COLUMN audits.subscription.recipient IS 'the body that is told';

COMMENT ON COLUMN audits.subscription.address IS 'an e-mail address or a URL';

COMMENT ON COLUMN audits.subscription.secret IS 'a webhook''s messages are signed with it';

COMMENT ON COLUMN audits.subscription.rule_codes IS 'null: all rules';

COMMENT ON COLUMN audits.subscription.log_position IS 'its place in the common log; null until it is sealed';

COMMENT ON COLUMN audits.subscription.salt IS 'what personal columns are hashed with';

CREATE TABLE ledger.aid_pairing (
	aid_pairing_id BIGINT NOT NULL, 
	pairing_code TEXT NOT NULL, 
	helper TEXT NOT NULL, 
	helper_division_id TEXT, 
	helped_kind TEXT NOT NULL, 
	helped_name TEXT NOT NULL, 
	starts_on DATE NOT NULL, 
	ends_on DATE, 
	exited_on DATE, 
	pledged_amount NUMERIC(18, 2), 
	due_on DATE, 
	document_no TEXT, 
	evidence TEXT, 
	effective_on DATE, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT aid_pairing_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT aid_pairing_book_id_aid_pairing_id_fkey FOREIGN KEY(book_id, aid_pairing_id) REFERENCES ledger.aid_pairing (book_id, log_position), 
	CONSTRAINT aid_pairing_helper_division_id_fkey FOREIGN KEY(helper_division_id) REFERENCES ledger.division (division_id), 
	CONSTRAINT aid_pairing_helped_kind_check CHECK (helped_kind IN ('county', 'township', 'village', 'household')), 
	CONSTRAINT aid_pairing_ends_on_check CHECK (ends_on >= starts_on), 
	CONSTRAINT aid_pairing_due_on_check CHECK (due_on >= starts_on), 
	CONSTRAINT aid_pairing_pledged_amount_check CHECK (pledged_amount > 0), 
	CONSTRAINT aid_pairing_pledge_check CHECK ((pledged_amount IS NULL) = (due_on IS NULL) AND (pledged_amount IS NULL OR helper_division_id IS NOT NULL))
);

CREATE UNIQUE INDEX aid_pairing_code_idx ON ledger.aid_pairing (book_id, pairing_code) WHERE log_position = aid_pairing_id;

CREATE INDEX aid_pairing_replacement_idx ON ledger.aid_pairing (book_id, aid_pairing_id) WHERE log_position <> aid_pairing_id;

COMMENT ON COLUMN ledger.aid_pairing.aid_pairing_id IS 'position of its first version';

COMMENT ON COLUMN ledger.aid_pairing.helper IS 'the place or unit that helps';

COMMENT ON COLUMN ledger.aid_pairing.helper_division_id IS 'whose finances pay the pledge';

COMMENT ON COLUMN ledger.aid_pairing.ends_on IS 'null: it goes on';

COMMENT ON COLUMN ledger.aid_pairing.exited_on IS 'when the helped left poverty';

COMMENT ON COLUMN ledger.aid_pairing.due_on IS 'by when the pledge is to be there';

COMMENT ON COLUMN ledger.aid_pairing.effective_on IS 'holds from; null: from the start';

COMMENT ON COLUMN ledger.aid_pairing.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.aid_pairing.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.aid_pairing.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.aid_pairing.recorded_at IS 'when it was written';

CREATE TABLE ledger.attachment (
	voucher_id BIGINT NOT NULL, 
	sha256 TEXT COLLATE "C" NOT NULL, 
	file_name TEXT, 
	content_sha256 TEXT COLLATE "C" GENERATED ALWAYS AS (CASE WHEN file_name IS NOT NULL THEN sha256 END) STORED, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT attachment_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT attachment_book_id_voucher_id_fkey FOREIGN KEY(book_id, voucher_id) REFERENCES ledger.voucher (book_id, log_position), 
	CONSTRAINT attachment_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$'), 
	CONSTRAINT attachment_file_name_check CHECK (length(file_name) BETWEEN 1 AND 200 AND file_name !~ '[[:cntrl:]/\\]'), 
	CONSTRAINT attachment_content_sha256_fkey FOREIGN KEY(content_sha256) REFERENCES ledger.attachment_content (sha256)
);

CREATE UNIQUE INDEX attachment_once_idx ON ledger.attachment (book_id, voucher_id, sha256, (file_name IS NULL));

CREATE INDEX attachment_sha256_book_id_idx ON ledger.attachment (sha256, book_id);

COMMENT ON COLUMN ledger.attachment.sha256 IS 'hexadecimal';

COMMENT ON COLUMN ledger.attachment.file_name IS 'as its bringer named it; null: only the fingerprint was given';

COMMENT ON COLUMN ledger.attachment.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.attachment.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.attachment.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.attachment.recorded_at IS 'when it was written';

CREATE TABLE ledger.book (
	book_id INTEGER GENERATED ALWAYS AS IDENTITY, 
	division_id TEXT NOT NULL, 
	opened_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	opened_by TEXT NOT NULL, 
	log_position BIGINT, 
	CONSTRAINT book_pkey PRIMARY KEY (book_id), 
	CONSTRAINT book_division_id_key UNIQUE (division_id), 
	CONSTRAINT book_division_id_fkey FOREIGN KEY(division_id) REFERENCES ledger.division (division_id)
);

CREATE INDEX book_log_position_idx ON ledger.book (log_position);

COMMENT ON COLUMN ledger.book.log_position IS 'its place in the common log; null until it is sealed';

CREATE TABLE ledger.division_code (
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	division_id TEXT NOT NULL, 
	valid_from DATE, 
	valid_to DATE, 
	listed_in TEXT NOT NULL, 
	CONSTRAINT division_code_pkey PRIMARY KEY (code, name), 
	CONSTRAINT division_code_division_id_fkey FOREIGN KEY(division_id) REFERENCES ledger.division (division_id)
);

CREATE INDEX division_code_division_id_idx ON ledger.division_code (division_id);

COMMENT ON COLUMN ledger.division_code.valid_from IS 'null: before our first edition';

COMMENT ON COLUMN ledger.division_code.valid_to IS 'null: still valid in our last edition';

COMMENT ON COLUMN ledger.division_code.listed_in IS 'GB/T 2260, NBS (statistical) or made up';

CREATE TABLE ledger.division_mark (
	division_id TEXT NOT NULL, 
	mark TEXT NOT NULL, 
	valid_from DATE NOT NULL, 
	valid_to DATE, 
	basis TEXT NOT NULL, 
	CONSTRAINT division_mark_pkey PRIMARY KEY (division_id, mark, valid_from), 
	CONSTRAINT division_mark_division_id_fkey FOREIGN KEY(division_id) REFERENCES ledger.division (division_id)
);

CREATE TABLE ledger.division_succession (
	predecessor_code TEXT NOT NULL, 
	successor_code TEXT NOT NULL, 
	predecessor_id TEXT NOT NULL, 
	successor_id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	by_edition TEXT NOT NULL, 
	basis TEXT NOT NULL, 
	CONSTRAINT division_succession_pkey PRIMARY KEY (predecessor_code, successor_code), 
	CONSTRAINT division_succession_predecessor_id_fkey FOREIGN KEY(predecessor_id) REFERENCES ledger.division (division_id), 
	CONSTRAINT division_succession_successor_id_fkey FOREIGN KEY(successor_id) REFERENCES ledger.division (division_id)
);

COMMENT ON COLUMN ledger.division_succession.kind IS 'recoded: the same place; merged: part of another';

CREATE TABLE ledger.draft (
	draft_id BIGINT GENERATED ALWAYS AS IDENTITY, 
	kind TEXT NOT NULL, 
	name TEXT NOT NULL, 
	sheet TEXT, 
	content_sha256 TEXT NOT NULL, 
	default_book TEXT, 
	partial BOOLEAN NOT NULL, 
	division_id TEXT NOT NULL, 
	fingerprint BYTEA NOT NULL, 
	summary JSONB NOT NULL, 
	state TEXT NOT NULL, 
	drafted_by TEXT NOT NULL, 
	reviewed_by TEXT, 
	posted_by TEXT, 
	changed_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	posted_in BIGINT, 
	CONSTRAINT draft_pkey PRIMARY KEY (draft_id), 
	CONSTRAINT draft_kind_check CHECK (kind IN ('file', 'rows')), 
	CONSTRAINT draft_state_check CHECK (state IN ('drafted', 'returned', 'reviewed', 'posted', 'withdrawn')), 
	CONSTRAINT draft_two_persons_check CHECK (reviewed_by <> drafted_by), 
	CONSTRAINT draft_reviewed_check CHECK (state NOT IN ('reviewed', 'posted') OR reviewed_by IS NOT NULL), 
	CONSTRAINT draft_posted_check CHECK ((state = 'posted') = (posted_by IS NOT NULL)), 
	CONSTRAINT draft_division_id_fkey FOREIGN KEY(division_id) REFERENCES ledger.division (division_id)
);

CREATE UNIQUE INDEX draft_content_sha256_idx ON ledger.draft (content_sha256) WHERE state IN ('drafted', 'returned', 'reviewed');

CREATE INDEX draft_division_id_draft_id_idx ON ledger.draft (division_id, draft_id) WHERE state IN ('drafted', 'returned', 'reviewed');

CREATE INDEX draft_drafted_by_draft_id_idx ON ledger.draft (drafted_by, draft_id);

COMMENT ON COLUMN ledger.draft.name IS 'of the file, or of what was entered';

COMMENT ON COLUMN ledger.draft.sheet IS 'of rows that were entered';

COMMENT ON COLUMN ledger.draft.default_book IS 'takes rows that name none';

COMMENT ON COLUMN ledger.draft.division_id IS 'the lowest above all books it goes into';

COMMENT ON COLUMN ledger.draft.summary IS 'what its check said';

COMMENT ON COLUMN ledger.draft.posted_in IS 'the transaction';

CREATE TABLE ledger.entry (
	voucher_id BIGINT NOT NULL, 
	line_number INTEGER NOT NULL, 
	side TEXT NOT NULL, 
	source_id BIGINT NOT NULL, 
	credit_kind TEXT NOT NULL, 
	credit_project_id BIGINT, 
	credit_contract_id BIGINT, 
	debit_kind TEXT NOT NULL, 
	debit_project_id BIGINT, 
	debit_contract_id BIGINT, 
	amount NUMERIC(18, 2) NOT NULL, 
	occurred_on DATE NOT NULL, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT entry_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT entry_book_id_voucher_id_line_number_key UNIQUE (book_id, voucher_id, line_number), 
	CONSTRAINT entry_book_id_voucher_id_fkey FOREIGN KEY(book_id, voucher_id) REFERENCES ledger.voucher (book_id, log_position), 
	CONSTRAINT entry_amount_check CHECK (amount > 0), 
	CONSTRAINT entry_two_accounts_check CHECK ((credit_kind, credit_project_id, credit_contract_id) IS DISTINCT FROM (debit_kind, debit_project_id, debit_contract_id))
);

CREATE INDEX entry_book_id_source_id_occurred_on_log_position_idx ON ledger.entry (book_id, source_id, occurred_on, log_position);

COMMENT ON COLUMN ledger.entry.recorded_at IS 'when it was written';

CREATE TABLE ledger.matching_entry (
	list_id BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	identity_hash BYTEA NOT NULL, 
	identity_masked TEXT NOT NULL, 
	starts_on DATE, 
	ends_on DATE, 
	object_kind TEXT, 
	price NUMERIC(18, 2), 
	company TEXT, 
	note TEXT, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	salt UUID DEFAULT gen_random_uuid() NOT NULL, 
	CONSTRAINT matching_entry_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT matching_entry_object_kind_check CHECK (object_kind IN ('car', 'farm_vehicle', 'disability_vehicle', 'commodity_flat', 'shop', 'relocation_housing', 'rebuilt_housing', 'rural_house', 'company', 'sole_trader', 'cooperative')), 
	CONSTRAINT matching_entry_price_check CHECK (price >= 0), 
	CONSTRAINT matching_entry_book_id_list_id_fkey FOREIGN KEY(book_id, list_id) REFERENCES ledger.matching_list (book_id, log_position)
);

CREATE UNIQUE INDEX matching_entry_book_id_list_id_identity_hash_starts_on__7c93 ON ledger.matching_entry (book_id, list_id, identity_hash, starts_on, object_kind, company);

COMMENT ON COLUMN ledger.matching_entry.starts_on IS 'of death, of the post, of ownership';

COMMENT ON COLUMN ledger.matching_entry.object_kind IS 'what the person has';

COMMENT ON COLUMN ledger.matching_entry.price IS 'what it cost, in yuan';

COMMENT ON COLUMN ledger.matching_entry.company IS 'the company the row is about';

COMMENT ON COLUMN ledger.matching_entry.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.matching_entry.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.matching_entry.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.matching_entry.recorded_at IS 'when it was written';

COMMENT ON COLUMN ledger.matching_entry.salt IS 'what personal columns are hashed with';

CREATE TABLE ledger.person (
	person_id BIGINT NOT NULL, 
	household_id BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	identity_hash BYTEA NOT NULL, 
	identity_masked TEXT NOT NULL, 
	phone_hash BYTEA, 
	phone_masked TEXT, 
	relation TEXT, 
	village_division_id TEXT, 
	village TEXT, 
	address TEXT, 
	registered_on DATE NOT NULL, 
	exited_on DATE, 
	split_from_household_id BIGINT, 
	split_on DATE, 
	split_precision TEXT, 
	evidence TEXT, 
	effective_on DATE, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	salt UUID DEFAULT gen_random_uuid() NOT NULL, 
	CONSTRAINT person_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT person_book_id_household_id_fkey FOREIGN KEY(book_id, household_id) REFERENCES ledger.household (book_id, log_position), 
	CONSTRAINT person_book_id_split_from_household_id_fkey FOREIGN KEY(book_id, split_from_household_id) REFERENCES ledger.household (book_id, log_position), 
	CONSTRAINT person_book_id_person_id_fkey FOREIGN KEY(book_id, person_id) REFERENCES ledger.person (book_id, log_position), 
	CONSTRAINT person_village_division_id_fkey FOREIGN KEY(village_division_id) REFERENCES ledger.division (division_id), 
	CONSTRAINT person_exited_on_check CHECK (exited_on >= registered_on), 
	CONSTRAINT person_split_from_household_id_check CHECK (split_from_household_id <> household_id), 
	CONSTRAINT person_split_check CHECK (num_nonnulls(split_from_household_id, split_on, split_precision) IN (0, 3)), 
	CONSTRAINT person_split_precision_check CHECK (split_precision IN ('day', 'month', 'year'))
);

CREATE INDEX person_book_id_identity_hash_idx ON ledger.person (book_id, identity_hash);

CREATE UNIQUE INDEX person_in_household_idx ON ledger.person (book_id, household_id, identity_hash) WHERE log_position = person_id;

CREATE INDEX person_replacement_idx ON ledger.person (book_id, person_id) WHERE log_position <> person_id;

COMMENT ON COLUMN ledger.person.person_id IS 'position of its first version';

COMMENT ON COLUMN ledger.person.phone_hash IS 'keyed hash of the mobile number';

COMMENT ON COLUMN ledger.person.relation IS 'to the head of the household';

COMMENT ON COLUMN ledger.person.address IS 'house or door number in the village';

COMMENT ON COLUMN ledger.person.split_from_household_id IS 'the household that this one was split from (分户)';

COMMENT ON COLUMN ledger.person.split_on IS 'the last day it can have been, where only the month or year is known';

COMMENT ON COLUMN ledger.person.effective_on IS 'holds from; null: from the start';

COMMENT ON COLUMN ledger.person.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.person.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.person.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.person.recorded_at IS 'when it was written';

COMMENT ON COLUMN ledger.person.salt IS 'what personal columns are hashed with';

CREATE TABLE ledger.project (
	project_id BIGINT NOT NULL, 
	project_code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	category TEXT, 
	nature TEXT, 
	place_division_id TEXT, 
	place TEXT, 
	planned_start_on DATE, 
	planned_finish_on DATE, 
	responsible_unit TEXT, 
	task TEXT, 
	approved_total NUMERIC(18, 2), 
	feasibility_estimate NUMERIC(18, 2), 
	approved_estimate NUMERIC(18, 2), 
	scale_quantity NUMERIC(18, 3), 
	scale_unit TEXT, 
	funding TEXT, 
	beneficiaries TEXT, 
	performance_target TEXT, 
	linkage TEXT, 
	project_year INTEGER, 
	evidence TEXT, 
	effective_on DATE, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT project_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT project_book_id_project_id_fkey FOREIGN KEY(book_id, project_id) REFERENCES ledger.project (book_id, log_position), 
	CONSTRAINT project_place_division_id_fkey FOREIGN KEY(place_division_id) REFERENCES ledger.division (division_id), 
	CONSTRAINT project_category_check CHECK (category IN ('industry', 'employment', 'relocation', 'public_posts', 'education', 'health', 'housing', 'finance', 'living_conditions', 'social_security', 'village_infrastructure', 'village_services', 'management_fee')), 
	CONSTRAINT project_nature_check CHECK (nature IN ('new', 'continued', 'rebuilt')), 
	CONSTRAINT project_scale_quantity_check CHECK (scale_quantity > 0)
);

CREATE UNIQUE INDEX project_code_idx ON ledger.project (book_id, project_code) WHERE log_position = project_id;

CREATE INDEX project_replacement_idx ON ledger.project (book_id, project_id) WHERE log_position <> project_id;

COMMENT ON COLUMN ledger.project.project_id IS 'position of its first version';

COMMENT ON COLUMN ledger.project.feasibility_estimate IS 'the total of the approved feasibility report';

COMMENT ON COLUMN ledger.project.approved_estimate IS 'the total of the approved preliminary design';

COMMENT ON COLUMN ledger.project.scale_quantity IS 'how much is built, in scale_unit';

COMMENT ON COLUMN ledger.project.linkage IS '群众参与和带贫减贫机制';

COMMENT ON COLUMN ledger.project.effective_on IS 'holds from; null: from the start';

COMMENT ON COLUMN ledger.project.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.project.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.project.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.project.recorded_at IS 'when it was written';

CREATE TABLE ledger.rectification (
	external_reference TEXT COLLATE "C" NOT NULL, 
	finding_id BIGINT NOT NULL, 
	step TEXT NOT NULL, 
	occurred_on DATE NOT NULL, 
	amount NUMERIC(18, 2), 
	contents TEXT, 
	evidence TEXT, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT rectification_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT rectification_book_id_external_reference_key UNIQUE (book_id, external_reference), 
	CONSTRAINT rectification_book_id_finding_id_fkey FOREIGN KEY(book_id, finding_id) REFERENCES ledger.finding (book_id, log_position), 
	CONSTRAINT rectification_amount_check CHECK (amount > 0), 
	CONSTRAINT rectification_recovered_check CHECK ((step = 'recovered') = (amount IS NOT NULL)), 
	CONSTRAINT rectification_step_check CHECK (step IN ('measure', 'recovered', 'recheck_passed', 'recheck_failed', 'closed'))
);

CREATE INDEX rectification_book_id_finding_id_idx ON ledger.rectification (book_id, finding_id);

COMMENT ON COLUMN ledger.rectification.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.rectification.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.rectification.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.rectification.recorded_at IS 'when it was written';

CREATE TABLE ledger.refund (
	voucher_id BIGINT NOT NULL, 
	import_row INTEGER, 
	external_reference TEXT COLLATE "C" NOT NULL, 
	disbursement_id BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	amount NUMERIC(18, 2) NOT NULL, 
	occurred_on DATE NOT NULL, 
	reason TEXT, 
	evidence TEXT, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT refund_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT refund_book_id_external_reference_key UNIQUE (book_id, external_reference), 
	CONSTRAINT refund_book_id_voucher_id_fkey FOREIGN KEY(book_id, voucher_id) REFERENCES ledger.voucher (book_id, log_position), 
	CONSTRAINT refund_book_id_disbursement_id_fkey FOREIGN KEY(book_id, disbursement_id) REFERENCES ledger.disbursement (book_id, log_position), 
	CONSTRAINT refund_amount_check CHECK (amount > 0), 
	CONSTRAINT refund_kind_check CHECK (kind IN ('bounced', 'returned'))
);

CREATE INDEX refund_book_id_disbursement_id_idx ON ledger.refund (book_id, disbursement_id);

COMMENT ON COLUMN ledger.refund.occurred_on IS 'the day the money was back';

COMMENT ON COLUMN ledger.refund.recorded_at IS 'when it was written';

CREATE TABLE ledger.statement_match_end (
	statement_match_id BIGINT NOT NULL, 
	reason TEXT NOT NULL, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT statement_match_end_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT statement_match_end_book_id_statement_match_id_key UNIQUE (book_id, statement_match_id), 
	CONSTRAINT statement_match_end_book_id_statement_match_id_fkey FOREIGN KEY(book_id, statement_match_id) REFERENCES ledger.statement_match (book_id, log_position), 
	CONSTRAINT statement_match_end_reason_check CHECK (reason <> '')
);

COMMENT ON COLUMN ledger.statement_match_end.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.statement_match_end.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.statement_match_end.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.statement_match_end.recorded_at IS 'when it was written';

CREATE TABLE ledger.statutory_account (
	regime TEXT COLLATE "C" NOT NULL, 
	chart TEXT COLLATE "C" NOT NULL, 
	code TEXT COLLATE "C" NOT NULL, 
	name TEXT NOT NULL, 
	balance_side TEXT NOT NULL, 
	closes_to TEXT COLLATE "C", 
	standing TEXT NOT NULL, 
	basis TEXT NOT NULL, 
	origin TEXT NOT NULL, 
	CONSTRAINT statutory_account_pkey PRIMARY KEY (regime, chart, code), 
	CONSTRAINT statutory_account_regime_fkey FOREIGN KEY(regime) REFERENCES ledger.statutory_regime (regime), 
	CONSTRAINT statutory_account_regime_chart_closes_to_fkey FOREIGN KEY(regime, chart, closes_to) REFERENCES ledger.statutory_account (regime, chart, code) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT statutory_account_chart_check CHECK (chart IN ('general', 'financial', 'budget')), 
	CONSTRAINT statutory_account_balance_side_check CHECK (balance_side IN ('debit', 'credit')), 
	CONSTRAINT statutory_account_standing_check CHECK (standing IN ('confirmed', 'unconfirmed')), 
	CONSTRAINT statutory_account_origin_check CHECK (origin IN ('product', 'office'))
);

COMMENT ON COLUMN ledger.statutory_account.balance_side IS 'on which its balance usually stands';

COMMENT ON COLUMN ledger.statutory_account.closes_to IS 'income and expenditure: at year end';

CREATE TABLE ledger.user_account (
	login TEXT NOT NULL, 
	name TEXT NOT NULL, 
	division_id TEXT, 
	created_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	created_by TEXT NOT NULL, 
	disabled_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT user_account_pkey PRIMARY KEY (login), 
	CONSTRAINT user_account_division_id_fkey FOREIGN KEY(division_id) REFERENCES ledger.division (division_id)
);

COMMENT ON COLUMN ledger.user_account.division_id IS 'whose book rows without one go into';

COMMENT ON COLUMN ledger.user_account.created_by IS 'the login of who added them, or the operator';

COMMENT ON COLUMN ledger.user_account.disabled_at IS 'since when they may not sign in';

CREATE TABLE audits.alert (
	alert_id BIGINT GENERATED ALWAYS AS IDENTITY, 
	subscription_id BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	run_id BIGINT, 
	book_id INTEGER, 
	idempotency_key TEXT NOT NULL, 
	body JSONB NOT NULL, 
	created_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	log_position BIGINT, 
	salt UUID DEFAULT gen_random_uuid() NOT NULL, 
	CONSTRAINT alert_pkey PRIMARY KEY (alert_id), 
	CONSTRAINT alert_idempotency_key_key UNIQUE (idempotency_key), 
	CONSTRAINT alert_subscription_id_fkey FOREIGN KEY(subscription_id) REFERENCES audits.subscription (subscription_id), 
	CONSTRAINT alert_run_id_fkey FOREIGN KEY(run_id) REFERENCES audits.run (run_id), 
	CONSTRAINT alert_kind_check CHECK (kind IN ('flags', 'run_incomplete', 'flag_overdue', 'job_failed', 'evidence_broken', 'witness_late'))
);

CREATE INDEX alert_log_position_idx ON audits.alert (log_position);

COMMENT ON COLUMN audits.alert.log_position IS 'its place in the common log; null until it is sealed';

COMMENT ON COLUMN audits.alert.salt IS 'what personal columns are hashed with';

CREATE TABLE audits.breach (
	book_id INTEGER NOT NULL, 
	rule_code TEXT NOT NULL, 
	subject_id BIGINT NOT NULL, 
	run_id BIGINT NOT NULL, 
	amount_at_issue NUMERIC(18, 2), 
	due_on DATE, 
	evidence JSONB NOT NULL, 
	log_position BIGINT, 
	salt UUID DEFAULT gen_random_uuid() NOT NULL, 
	CONSTRAINT breach_pkey PRIMARY KEY (book_id, rule_code, subject_id, run_id), 
	CONSTRAINT breach_run_id_fkey FOREIGN KEY(run_id) REFERENCES audits.run (run_id)
);

CREATE INDEX breach_log_position_idx ON audits.breach (log_position);

CREATE INDEX breach_run_id_rule_code_idx ON audits.breach (run_id, rule_code);

COMMENT ON COLUMN audits.breach.log_position IS 'its place in the common log; null until it is sealed';

COMMENT ON COLUMN audits.breach.salt IS 'what personal columns are hashed with';

CREATE TABLE audits.flag (
	book_id INTEGER NOT NULL, 
	flag_id BIGINT GENERATED ALWAYS AS IDENTITY, 
	rule_code TEXT NOT NULL, 
	subject_id BIGINT NOT NULL, 
	first_run_id BIGINT NOT NULL, 
	severity INTEGER NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	log_position BIGINT, 
	CONSTRAINT flag_pkey PRIMARY KEY (book_id, flag_id), 
	CONSTRAINT flag_book_id_rule_code_subject_id_key UNIQUE (book_id, rule_code, subject_id), 
	CONSTRAINT flag_first_run_id_fkey FOREIGN KEY(first_run_id) REFERENCES audits.run (run_id)
);

CREATE INDEX flag_log_position_idx ON audits.flag (log_position);

COMMENT ON COLUMN audits.flag.severity IS 'how grave its breach was in that run';

COMMENT ON COLUMN audits.flag.log_position IS 'its place in the common log; null until it is sealed';

CREATE TABLE audits.rule_decision (
	request_id BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	recorded_by TEXT NOT NULL, 
	decision TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	log_position BIGINT, 
	CONSTRAINT rule_decision_pkey PRIMARY KEY (request_id), 
	CONSTRAINT rule_decision_decision_check CHECK (decision IN ('released', 'refused', 'withdrawn')), 
	CONSTRAINT rule_decision_request_id_fkey FOREIGN KEY(request_id) REFERENCES audits.rule_request (request_id)
);

CREATE INDEX rule_decision_log_position_idx ON audits.rule_decision (log_position);

COMMENT ON COLUMN audits.rule_decision.log_position IS 'its place in the common log; null until it is sealed';

CREATE TABLE audits.run_outcome (
	run_id BIGINT NOT NULL, 
	state TEXT NOT NULL, 
	new_flags BIGINT NOT NULL, 
	seen_again BIGINT NOT NULL, 
	no_longer_seen BIGINT NOT NULL, 
	finished_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	log_position BIGINT, 
	CONSTRAINT run_outcome_pkey PRIMARY KEY (run_id), 
	CONSTRAINT run_outcome_run_id_fkey FOREIGN KEY(run_id) REFERENCES audits.run (run_id), 
	CONSTRAINT run_outcome_state_check CHECK (state IN ('complete', 'incomplete'))
);

CREATE INDEX run_outcome_log_position_idx ON audits.run_outcome (log_position);

COMMENT ON COLUMN audits.run_outcome.log_position IS 'its place in the common log; null until it is sealed';

CREATE TABLE audits.run_rule (
	run_id BIGINT NOT NULL, 
	rule_code TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	examined BIGINT, 
	breached BIGINT, 
	not_applicable BIGINT, 
	seconds NUMERIC(12, 3) NOT NULL, 
	error TEXT, 
	base_run_id BIGINT, 
	given TEXT, 
	log_position BIGINT, 
	CONSTRAINT run_rule_pkey PRIMARY KEY (run_id, rule_code), 
	CONSTRAINT run_rule_run_id_fkey FOREIGN KEY(run_id) REFERENCES audits.run (run_id), 
	CONSTRAINT run_rule_rule_code_version_fkey FOREIGN KEY(rule_code, version) REFERENCES audits.rule_version (rule_code, version), 
	CONSTRAINT run_rule_base_run_id_fkey FOREIGN KEY(base_run_id) REFERENCES audits.run (run_id), 
	CONSTRAINT run_rule_error_check CHECK ((error IS NULL) = (examined IS NOT NULL))
);

CREATE INDEX run_rule_log_position_idx ON audits.run_rule (log_position);

COMMENT ON COLUMN audits.run_rule.base_run_id IS 'whose result was taken over for books that had not changed; null: none';

COMMENT ON COLUMN audits.run_rule.given IS 'hash of all that it went by apart from the facts of the books';

COMMENT ON COLUMN audits.run_rule.log_position IS 'its place in the common log; null until it is sealed';

CREATE TABLE audits.subscription_end (
	subscription_id BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	recorded_by TEXT NOT NULL, 
	log_position BIGINT, 
	CONSTRAINT subscription_end_pkey PRIMARY KEY (subscription_id), 
	CONSTRAINT subscription_end_subscription_id_fkey FOREIGN KEY(subscription_id) REFERENCES audits.subscription (subscription_id)
);

CREATE INDEX subscription_end_log_position_idx ON audits.subscription_end (log_position);

COMMENT ON COLUMN audits.subscription_end.log_position IS 'its place in the common log; null until it is sealed';

CREATE TABLE ledger.access_record (
	access_id BIGINT GENERATED ALWAYS AS IDENTITY, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	login TEXT, 
	kind TEXT NOT NULL, 
	book_id INTEGER, 
	subject TEXT NOT NULL, 
	details JSONB NOT NULL, 
	log_position BIGINT, 
	CONSTRAINT access_record_pkey PRIMARY KEY (access_id), 
	CONSTRAINT access_record_book_id_fkey FOREIGN KEY(book_id) REFERENCES ledger.book (book_id)
);

CREATE INDEX access_record_log_position_idx ON ledger.access_record (log_position);

CREATE INDEX access_record_login_recorded_at_idx ON ledger.access_record (login, recorded_at);

CREATE INDEX access_record_recorded_at_idx ON ledger.access_record (recorded_at);

COMMENT ON COLUMN ledger.access_record.login IS 'null: nobody was signed in';

COMMENT ON COLUMN ledger.access_record.subject IS 'what was accessed, in words of the ledger';

COMMENT ON COLUMN ledger.access_record.log_position IS 'its place in the common log; null until it is sealed';

CREATE TABLE ledger.bid (
	external_reference TEXT COLLATE "C" NOT NULL, 
	tender_code TEXT COLLATE "C" NOT NULL, 
	project_id BIGINT, 
	opened_on DATE NOT NULL, 
	bidder_name TEXT NOT NULL, 
	bidder_identity_hash BYTEA, 
	bidder_identity_masked TEXT, 
	price NUMERIC(18, 2), 
	won BOOLEAN, 
	responsible_identity_hash BYTEA, 
	responsible_identity_masked TEXT, 
	phone_hash BYTEA, 
	phone_masked TEXT, 
	bond_account_hash BYTEA, 
	bond_account_masked TEXT, 
	address TEXT, 
	file_author TEXT, 
	evidence TEXT, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	salt UUID DEFAULT gen_random_uuid() NOT NULL, 
	CONSTRAINT bid_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT bid_book_id_external_reference_key UNIQUE (book_id, external_reference), 
	CONSTRAINT bid_book_id_project_id_fkey FOREIGN KEY(book_id, project_id) REFERENCES ledger.project (book_id, log_position), 
	CONSTRAINT bid_price_check CHECK (price > 0)
);

CREATE INDEX bid_book_id_tender_code_idx ON ledger.bid (book_id, tender_code);

COMMENT ON COLUMN ledger.bid.opened_on IS 'the day the bids were opened';

COMMENT ON COLUMN ledger.bid.won IS 'null: not decided or not known';

COMMENT ON COLUMN ledger.bid.responsible_identity_hash IS 'keyed hash of the ID number of whoever heads the bidder';

COMMENT ON COLUMN ledger.bid.bond_account_hash IS 'keyed hash of the account that the bid bond came from';

COMMENT ON COLUMN ledger.bid.file_author IS 'who or which machine made the bid''s file';

COMMENT ON COLUMN ledger.bid.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.bid.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.bid.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.bid.recorded_at IS 'when it was written';

COMMENT ON COLUMN ledger.bid.salt IS 'what personal columns are hashed with';

CREATE TABLE ledger.book_head (
	book_id INTEGER NOT NULL, 
	last_position BIGINT NOT NULL, 
	last_recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT book_head_pkey PRIMARY KEY (book_id), 
	CONSTRAINT book_head_book_id_fkey FOREIGN KEY(book_id) REFERENCES ledger.book (book_id)
)
 WITH (fillfactor = 50);

CREATE TABLE ledger.book_reach (
	division_id TEXT NOT NULL, 
	book_id INTEGER NOT NULL, 
	own BOOLEAN NOT NULL, 
	CONSTRAINT book_reach_pkey PRIMARY KEY (division_id, book_id), 
	CONSTRAINT book_reach_division_id_fkey FOREIGN KEY(division_id) REFERENCES ledger.division (division_id), 
	CONSTRAINT book_reach_book_id_fkey FOREIGN KEY(book_id) REFERENCES ledger.book (book_id)
);

COMMENT ON COLUMN ledger.book_reach.own IS 'reached without the subtree';

CREATE TABLE ledger.contract (
	contract_id BIGINT NOT NULL, 
	contract_code TEXT NOT NULL, 
	project_id BIGINT NOT NULL, 
	payee_id BIGINT NOT NULL, 
	kind TEXT, 
	procurement_method TEXT, 
	amount NUMERIC(18, 2) NOT NULL, 
	signed_on DATE NOT NULL, 
	retention_percent NUMERIC(18, 2) NOT NULL, 
	settled_on DATE, 
	retention_until DATE, 
	awarded_on DATE, 
	awarded_to TEXT, 
	award_amount NUMERIC(18, 2), 
	method_ground TEXT, 
	filed_on DATE, 
	published_on DATE, 
	estimate_amount NUMERIC(18, 2), 
	bid_bond_amount NUMERIC(18, 2), 
	performance_bond_amount NUMERIC(18, 2), 
	evidence TEXT, 
	effective_on DATE, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT contract_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT contract_book_id_contract_id_fkey FOREIGN KEY(book_id, contract_id) REFERENCES ledger.contract (book_id, log_position), 
	CONSTRAINT contract_book_id_project_id_fkey FOREIGN KEY(book_id, project_id) REFERENCES ledger.project (book_id, log_position), 
	CONSTRAINT contract_book_id_payee_id_fkey FOREIGN KEY(book_id, payee_id) REFERENCES ledger.payee (book_id, log_position), 
	CONSTRAINT contract_amount_check CHECK (amount > 0 OR (amount = 0 AND log_position > contract_id)), 
	CONSTRAINT contract_kind_check CHECK (kind IN ('works', 'goods', 'services', 'survey_design_supervision', 'other')), 
	CONSTRAINT contract_retention_percent_check CHECK (retention_percent BETWEEN 0 AND 100), 
	CONSTRAINT contract_award_check CHECK (least(award_amount, estimate_amount, bid_bond_amount, performance_bond_amount) > 0)
);

CREATE UNIQUE INDEX contract_code_idx ON ledger.contract (book_id, contract_code) WHERE log_position = contract_id;

CREATE INDEX contract_replacement_idx ON ledger.contract (book_id, contract_id) WHERE log_position <> contract_id;

COMMENT ON COLUMN ledger.contract.contract_id IS 'position of its first version';

COMMENT ON COLUMN ledger.contract.payee_id IS 'the supplier';

COMMENT ON COLUMN ledger.contract.settled_on IS 'of the final settlement';

COMMENT ON COLUMN ledger.contract.retention_until IS 'the last day on which the retention is still held back';

COMMENT ON COLUMN ledger.contract.awarded_on IS 'of the notice of award';

COMMENT ON COLUMN ledger.contract.awarded_to IS 'as the notice of award has it';

COMMENT ON COLUMN ledger.contract.method_ground IS 'the document on which it was not tendered openly';

COMMENT ON COLUMN ledger.contract.filed_on IS 'its copy with the finance office';

COMMENT ON COLUMN ledger.contract.estimate_amount IS 'before it was tendered';

COMMENT ON COLUMN ledger.contract.bid_bond_amount IS 'asked of each bidder';

COMMENT ON COLUMN ledger.contract.effective_on IS 'holds from; null: from the start';

COMMENT ON COLUMN ledger.contract.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.contract.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.contract.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.contract.recorded_at IS 'when it was written';

CREATE TABLE ledger.donated_goods_movement (
	external_reference TEXT COLLATE "C" NOT NULL, 
	goods_id BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	quantity NUMERIC(18, 3) NOT NULL, 
	occurred_on DATE NOT NULL, 
	project_id BIGINT, 
	household_id BIGINT, 
	recipient TEXT, 
	reason TEXT, 
	evidence TEXT, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	salt UUID, 
	CONSTRAINT donated_goods_movement_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT donated_goods_movement_book_id_external_reference_key UNIQUE (book_id, external_reference), 
	CONSTRAINT donated_goods_movement_book_id_goods_id_fkey FOREIGN KEY(book_id, goods_id) REFERENCES ledger.donated_goods (book_id, log_position), 
	CONSTRAINT donated_goods_movement_book_id_project_id_fkey FOREIGN KEY(book_id, project_id) REFERENCES ledger.project (book_id, log_position), 
	CONSTRAINT donated_goods_movement_book_id_household_id_fkey FOREIGN KEY(book_id, household_id) REFERENCES ledger.household (book_id, log_position), 
	CONSTRAINT donated_goods_movement_quantity_check CHECK (quantity > 0), 
	CONSTRAINT donated_goods_movement_kind_check CHECK (kind IN ('distributed', 'returned', 'removed')), 
	CONSTRAINT donated_goods_movement_recipient_check CHECK (CASE kind WHEN 'removed' THEN reason IS NOT NULL ELSE num_nonnulls(project_id, household_id, recipient) > 0 END), 
	CONSTRAINT donated_goods_movement_salt_check CHECK ((salt IS NULL) = (recipient IS NULL))
);

CREATE INDEX donated_goods_movement_book_id_goods_id_idx ON ledger.donated_goods_movement (book_id, goods_id);

COMMENT ON COLUMN ledger.donated_goods_movement.recipient IS 'in words, where it is neither';

COMMENT ON COLUMN ledger.donated_goods_movement.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.donated_goods_movement.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.donated_goods_movement.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.donated_goods_movement.recorded_at IS 'when it was written';

COMMENT ON COLUMN ledger.donated_goods_movement.salt IS 'what personal columns are hashed with';

CREATE TABLE ledger.draft_piece (
	draft_id BIGINT NOT NULL, 
	staged BOOLEAN NOT NULL, 
	piece_number INTEGER NOT NULL, 
	file_name TEXT NOT NULL, 
	sealed BYTEA NOT NULL, 
	CONSTRAINT draft_piece_pkey PRIMARY KEY (draft_id, staged, piece_number), 
	CONSTRAINT draft_piece_draft_id_fkey FOREIGN KEY(draft_id) REFERENCES ledger.draft (draft_id), 
	CONSTRAINT draft_piece_file_name_check CHECK (file_name !~ '[/\\\x01-\x1f]' AND file_name !~ '^\.')
);

COMMENT ON COLUMN ledger.draft_piece.staged IS 'rows as the review staged them; else the content as it came';

COMMENT ON COLUMN ledger.draft_piece.file_name IS 'of staged rows: which slice, which table';

CREATE TABLE ledger.draft_step (
	draft_id BIGINT NOT NULL, 
	step_number INTEGER NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	recorded_by TEXT NOT NULL, 
	step TEXT NOT NULL, 
	fingerprint BYTEA NOT NULL, 
	reason TEXT, 
	log_position BIGINT, 
	CONSTRAINT draft_step_pkey PRIMARY KEY (draft_id, step_number), 
	CONSTRAINT draft_step_step_check CHECK (step IN ('drafted', 'changed', 'returned', 'reviewed', 'posted', 'withdrawn')), 
	CONSTRAINT draft_step_draft_id_fkey FOREIGN KEY(draft_id) REFERENCES ledger.draft (draft_id)
);

CREATE INDEX draft_step_log_position_idx ON ledger.draft_step (log_position);

COMMENT ON COLUMN ledger.draft_step.fingerprint IS 'what it held then';

COMMENT ON COLUMN ledger.draft_step.log_position IS 'its place in the common log; null until it is sealed';

CREATE TABLE ledger.entitlement (
	entitlement_id BIGINT NOT NULL, 
	entitlement_code TEXT NOT NULL, 
	project_id BIGINT NOT NULL, 
	household_id BIGINT NOT NULL, 
	period_from DATE, 
	period_until DATE, 
	quantity NUMERIC(18, 3), 
	unit TEXT, 
	standard_amount NUMERIC(18, 2), 
	standard_document TEXT, 
	approved_amount NUMERIC(18, 2) NOT NULL, 
	approved_on DATE NOT NULL, 
	due_on DATE NOT NULL, 
	confirmed_amount NUMERIC(18, 2), 
	confirmed_on DATE, 
	evidence TEXT, 
	effective_on DATE, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT entitlement_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT entitlement_book_id_entitlement_id_fkey FOREIGN KEY(book_id, entitlement_id) REFERENCES ledger.entitlement (book_id, log_position), 
	CONSTRAINT entitlement_book_id_project_id_fkey FOREIGN KEY(book_id, project_id) REFERENCES ledger.project (book_id, log_position), 
	CONSTRAINT entitlement_book_id_household_id_fkey FOREIGN KEY(book_id, household_id) REFERENCES ledger.household (book_id, log_position), 
	CONSTRAINT entitlement_approved_amount_check CHECK (approved_amount > 0), 
	CONSTRAINT entitlement_quantity_check CHECK (quantity > 0), 
	CONSTRAINT entitlement_standard_amount_check CHECK (standard_amount > 0), 
	CONSTRAINT entitlement_period_check CHECK ((period_from IS NULL) = (period_until IS NULL)), 
	CONSTRAINT entitlement_period_until_check CHECK (period_until >= period_from), 
	CONSTRAINT entitlement_due_on_check CHECK (due_on >= approved_on), 
	CONSTRAINT entitlement_confirmed_amount_check CHECK (confirmed_amount >= 0), 
	CONSTRAINT entitlement_confirmation_check CHECK ((confirmed_amount IS NULL) = (confirmed_on IS NULL))
);

CREATE INDEX entitlement_book_id_household_id_project_id_idx ON ledger.entitlement (book_id, household_id, project_id);

CREATE UNIQUE INDEX entitlement_code_idx ON ledger.entitlement (book_id, entitlement_code) WHERE log_position = entitlement_id;

CREATE INDEX entitlement_replacement_idx ON ledger.entitlement (book_id, entitlement_id) WHERE log_position <> entitlement_id;

COMMENT ON COLUMN ledger.entitlement.entitlement_id IS 'position of its first version';

COMMENT ON COLUMN ledger.entitlement.period_from IS 'first day it is due for; null: it is no subsidy of a period';

COMMENT ON COLUMN ledger.entitlement.period_until IS 'last day on which a payment''s own period may begin';

COMMENT ON COLUMN ledger.entitlement.quantity IS 'of persons, mu, months: what the standard is multiplied with';

COMMENT ON COLUMN ledger.entitlement.standard_amount IS 'for one unit, in yuan';

COMMENT ON COLUMN ledger.entitlement.standard_document IS 'number of the document on it';

COMMENT ON COLUMN ledger.entitlement.due_on IS 'by when it is to be paid';

COMMENT ON COLUMN ledger.entitlement.confirmed_amount IS 'what the household says that it received';

COMMENT ON COLUMN ledger.entitlement.effective_on IS 'holds from; null: from the start';

COMMENT ON COLUMN ledger.entitlement.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.entitlement.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.entitlement.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.entitlement.recorded_at IS 'when it was written';

CREATE TABLE ledger.import_batch (
	file_name TEXT NOT NULL, 
	file_sha256 TEXT NOT NULL, 
	partial BOOLEAN NOT NULL, 
	draft_id BIGINT, 
	reviewed_by TEXT, 
	posted_by TEXT, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT import_batch_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT import_batch_book_id_file_sha256_key UNIQUE (book_id, file_sha256), 
	CONSTRAINT import_batch_draft_id_fkey FOREIGN KEY(draft_id) REFERENCES ledger.draft (draft_id)
);

COMMENT ON COLUMN ledger.import_batch.partial IS 'holds only part of what happened: what is not in it may still have been done';

COMMENT ON COLUMN ledger.import_batch.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.import_batch.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.import_batch.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.import_batch.recorded_at IS 'when it was written';

CREATE TABLE ledger.integration_plan_item (
	plan_id BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	amount NUMERIC(18, 2) NOT NULL, 
	evidence TEXT, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT integration_plan_item_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT integration_plan_item_book_id_plan_id_project_id_key UNIQUE (book_id, plan_id, project_id), 
	CONSTRAINT integration_plan_item_book_id_plan_id_fkey FOREIGN KEY(book_id, plan_id) REFERENCES ledger.integration_plan (book_id, log_position), 
	CONSTRAINT integration_plan_item_book_id_project_id_fkey FOREIGN KEY(book_id, project_id) REFERENCES ledger.project (book_id, log_position), 
	CONSTRAINT integration_plan_item_amount_check CHECK (amount > 0)
);

COMMENT ON COLUMN ledger.integration_plan_item.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.integration_plan_item.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.integration_plan_item.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.integration_plan_item.recorded_at IS 'when it was written';

CREATE TABLE ledger.notice (
	notice_id BIGINT NOT NULL, 
	notice_code TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	level TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	document_no TEXT, 
	project_id BIGINT, 
	starts_on DATE NOT NULL, 
	ends_on DATE, 
	place TEXT, 
	published_amount NUMERIC(18, 2), 
	gives_sources BOOLEAN, 
	gives_principle BOOLEAN, 
	gives_table BOOLEAN, 
	gives_phone BOOLEAN, 
	gives_hotline BOOLEAN, 
	gives_regions BOOLEAN, 
	gives_projects BOOLEAN, 
	exposed TEXT, 
	checked_on DATE, 
	reachable BOOLEAN, 
	photo_sha256 TEXT, 
	evidence TEXT, 
	effective_on DATE, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT notice_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT notice_book_id_notice_id_fkey FOREIGN KEY(book_id, notice_id) REFERENCES ledger.notice (book_id, log_position), 
	CONSTRAINT notice_book_id_project_id_fkey FOREIGN KEY(book_id, project_id) REFERENCES ledger.project (book_id, log_position), 
	CONSTRAINT notice_kind_check CHECK (kind IN ('allocation_result', 'budget', 'yearly_plan', 'project_library', 'integration_plan', 'before_start', 'after_completion', 'beneficiaries', 'bid_candidate', 'single_source', 'village_affairs', 'village_finances', 'other')), 
	CONSTRAINT notice_channel_check CHECK (channel IN ('government_website', 'department_website', 'township_board', 'village_board', 'project_site', 'newspaper', 'other')), 
	CONSTRAINT notice_level_check CHECK (level IN ('province', 'city', 'county', 'township', 'village')), 
	CONSTRAINT notice_ends_on_check CHECK (ends_on >= starts_on), 
	CONSTRAINT notice_reachable_check CHECK ((checked_on IS NULL) = (reachable IS NULL)), 
	CONSTRAINT notice_checked_on_check CHECK (checked_on >= starts_on)
);

CREATE INDEX notice_book_id_document_no_idx ON ledger.notice (book_id, document_no);

CREATE UNIQUE INDEX notice_code_idx ON ledger.notice (book_id, notice_code) WHERE log_position = notice_id;

CREATE INDEX notice_replacement_idx ON ledger.notice (book_id, notice_id) WHERE log_position <> notice_id;

COMMENT ON COLUMN ledger.notice.notice_id IS 'position of its first version';

COMMENT ON COLUMN ledger.notice.ends_on IS 'null: open for good';

COMMENT ON COLUMN ledger.notice.published_amount IS 'the sum that it names';

COMMENT ON COLUMN ledger.notice.gives_sources IS 'null: nobody has said';

COMMENT ON COLUMN ledger.notice.gives_regions IS 'a budget: transfers by region';

COMMENT ON COLUMN ledger.notice.gives_projects IS 'special transfers by project';

COMMENT ON COLUMN ledger.notice.exposed IS 'kinds of personal data found in its text, which is not kept; null: not looked at';

COMMENT ON COLUMN ledger.notice.checked_on IS 'when somebody last looked for it';

COMMENT ON COLUMN ledger.notice.reachable IS 'whether it was still there then';

COMMENT ON COLUMN ledger.notice.effective_on IS 'holds from; null: from the start';

COMMENT ON COLUMN ledger.notice.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.notice.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.notice.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.notice.recorded_at IS 'when it was written';

CREATE TABLE ledger.project_step (
	external_reference TEXT COLLATE "C" NOT NULL, 
	project_id BIGINT NOT NULL, 
	step TEXT NOT NULL, 
	occurred_on DATE NOT NULL, 
	ends_on DATE, 
	actor TEXT, 
	evidence TEXT, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT project_step_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT project_step_book_id_external_reference_key UNIQUE (book_id, external_reference), 
	CONSTRAINT project_step_book_id_project_id_fkey FOREIGN KEY(book_id, project_id) REFERENCES ledger.project (book_id, log_position), 
	CONSTRAINT project_step_step_check CHECK (step IN ('village_proposed', 'village_resolved', 'village_posted', 'township_reviewed', 'township_posted', 'county_appraised', 'county_approved', 'county_announced', 'planned', 'project_approved', 'change_approved', 'started', 'finished', 'accepted', 'settled', 'handed_over', 'seen_in_use', 'seen_idle', 'seen_in_other_use', 'returned', 'adjusted', 'removed', 'cancelled')), 
	CONSTRAINT project_step_ends_on_check CHECK (ends_on >= occurred_on)
);

CREATE INDEX project_step_book_id_project_id_idx ON ledger.project_step (book_id, project_id);

COMMENT ON COLUMN ledger.project_step.ends_on IS 'of a posting: the last day it hung';

COMMENT ON COLUMN ledger.project_step.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.project_step.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.project_step.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.project_step.recorded_at IS 'when it was written';

CREATE TABLE ledger.right_request (
	request_id BIGINT GENERATED ALWAYS AS IDENTITY, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	recorded_by TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	login TEXT NOT NULL, 
	role TEXT NOT NULL, 
	division_id TEXT NOT NULL, 
	with_subtree BOOLEAN NOT NULL, 
	ends_on DATE, 
	reason TEXT NOT NULL, 
	log_position BIGINT, 
	CONSTRAINT right_request_pkey PRIMARY KEY (request_id), 
	CONSTRAINT right_request_kind_check CHECK (kind IN ('grant', 'withdraw')), 
	CONSTRAINT right_request_login_fkey FOREIGN KEY(login) REFERENCES ledger.user_account (login), 
	CONSTRAINT right_request_division_id_fkey FOREIGN KEY(division_id) REFERENCES ledger.division (division_id)
);

CREATE INDEX right_request_log_position_idx ON ledger.right_request (log_position);

CREATE INDEX right_request_login_idx ON ledger.right_request (login);

COMMENT ON COLUMN ledger.right_request.login IS 'whose right';

COMMENT ON COLUMN ledger.right_request.with_subtree IS 'also in the divisions below';

COMMENT ON COLUMN ledger.right_request.ends_on IS 'its last day; null: until withdrawn';

COMMENT ON COLUMN ledger.right_request.log_position IS 'its place in the common log; null until it is sealed';

CREATE TABLE ledger.second_factor (
	login TEXT NOT NULL, 
	sealed BYTEA NOT NULL, 
	last_step BIGINT NOT NULL, 
	confirmed_at TIMESTAMP WITH TIME ZONE, 
	CONSTRAINT second_factor_pkey PRIMARY KEY (login), 
	CONSTRAINT second_factor_login_fkey FOREIGN KEY(login) REFERENCES ledger.user_account (login)
);

COMMENT ON COLUMN ledger.second_factor.last_step IS 'half minutes since 1970 of the last code taken: none is taken twice';

CREATE TABLE ledger.self_evaluation (
	external_reference TEXT COLLATE "C" NOT NULL, 
	evaluated_year INTEGER NOT NULL, 
	level TEXT NOT NULL, 
	project_id BIGINT, 
	unit TEXT, 
	submitted_on DATE NOT NULL, 
	indicator TEXT, 
	indicator_kind TEXT, 
	target TEXT, 
	attained TEXT, 
	attained_percent NUMERIC(18, 2), 
	target_on DATE, 
	attained_on DATE, 
	evidence TEXT, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT self_evaluation_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT self_evaluation_book_id_external_reference_key UNIQUE (book_id, external_reference), 
	CONSTRAINT self_evaluation_book_id_project_id_fkey FOREIGN KEY(book_id, project_id) REFERENCES ledger.project (book_id, log_position), 
	CONSTRAINT self_evaluation_level_check CHECK (level IN ('project', 'department', 'county')), 
	CONSTRAINT self_evaluation_indicator_kind_check CHECK (indicator_kind IN ('quantity', 'quality', 'timeliness', 'cost', 'benefit', 'satisfaction')), 
	CONSTRAINT self_evaluation_attained_percent_check CHECK (attained_percent BETWEEN 0 AND 100), 
	CONSTRAINT self_evaluation_subject_check CHECK ((level = 'project') = (project_id IS NOT NULL) AND (level <> 'department' OR unit IS NOT NULL))
);

CREATE INDEX self_evaluation_book_id_project_id_idx ON ledger.self_evaluation (book_id, project_id);

COMMENT ON COLUMN ledger.self_evaluation.unit IS 'the department that evaluates itself';

COMMENT ON COLUMN ledger.self_evaluation.target_on IS 'of a time: by when';

COMMENT ON COLUMN ledger.self_evaluation.attained_on IS 'of a time: when';

COMMENT ON COLUMN ledger.self_evaluation.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.self_evaluation.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.self_evaluation.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.self_evaluation.recorded_at IS 'when it was written';

CREATE TABLE ledger.sign_off (
	sign_off_code TEXT COLLATE "C" NOT NULL, 
	kind TEXT NOT NULL, 
	project_id BIGINT NOT NULL, 
	batch_no TEXT, 
	village TEXT, 
	evidence TEXT, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT sign_off_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT sign_off_book_id_sign_off_code_key UNIQUE (book_id, sign_off_code), 
	CONSTRAINT sign_off_book_id_project_id_fkey FOREIGN KEY(book_id, project_id) REFERENCES ledger.project (book_id, log_position), 
	CONSTRAINT sign_off_kind_check CHECK (kind IN ('person', 'project')), 
	CONSTRAINT sign_off_subject_check CHECK ((kind = 'person') = (batch_no IS NOT NULL AND village IS NOT NULL))
);

CREATE INDEX sign_off_book_id_project_id_idx ON ledger.sign_off (book_id, project_id);

COMMENT ON COLUMN ledger.sign_off.batch_no IS 'of the payments to persons';

COMMENT ON COLUMN ledger.sign_off.village IS 'whose persons were paid';

COMMENT ON COLUMN ledger.sign_off.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.sign_off.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.sign_off.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.sign_off.recorded_at IS 'when it was written';

CREATE TABLE ledger.site_check (
	external_reference TEXT COLLATE "C" NOT NULL, 
	project_id BIGINT NOT NULL, 
	occurred_on DATE NOT NULL, 
	found TEXT NOT NULL, 
	checked_by TEXT NOT NULL, 
	photo_sha256 TEXT, 
	distance_metres NUMERIC(18, 3), 
	evidence TEXT, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT site_check_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT site_check_book_id_external_reference_key UNIQUE (book_id, external_reference), 
	CONSTRAINT site_check_book_id_project_id_fkey FOREIGN KEY(book_id, project_id) REFERENCES ledger.project (book_id, log_position), 
	CONSTRAINT site_check_found_check CHECK (found IN ('under_way', 'in_use', 'idle', 'other_use', 'not_there')), 
	CONSTRAINT site_check_distance_metres_check CHECK (distance_metres >= 0)
);

CREATE INDEX site_check_book_id_project_id_idx ON ledger.site_check (book_id, project_id);

COMMENT ON COLUMN ledger.site_check.distance_metres IS 'from where the photo was taken to the site';

COMMENT ON COLUMN ledger.site_check.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.site_check.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.site_check.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.site_check.recorded_at IS 'when it was written';

CREATE TABLE ledger.source (
	voucher_id BIGINT NOT NULL, 
	import_row INTEGER, 
	external_reference TEXT COLLATE "C" NOT NULL, 
	kind TEXT NOT NULL, 
	fund_line_id BIGINT NOT NULL, 
	document_no TEXT NOT NULL, 
	document_line INTEGER NOT NULL, 
	amount NUMERIC(18, 2) NOT NULL, 
	occurred_on DATE NOT NULL, 
	approved_on DATE, 
	issuer_division_id TEXT, 
	issuer_name TEXT, 
	purpose TEXT, 
	exemption TEXT, 
	evidence TEXT, 
	parent_source_id BIGINT, 
	due_on DATE, 
	annual_rate_percent NUMERIC(7, 4), 
	invested_project_id BIGINT, 
	arrived_on DATE, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT source_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT source_book_id_external_reference_key UNIQUE (book_id, external_reference), 
	CONSTRAINT source_book_id_voucher_id_fkey FOREIGN KEY(book_id, voucher_id) REFERENCES ledger.voucher (book_id, log_position), 
	CONSTRAINT source_book_id_fund_line_id_fkey FOREIGN KEY(book_id, fund_line_id) REFERENCES ledger.fund_line (book_id, log_position), 
	CONSTRAINT source_issuer_division_id_fkey FOREIGN KEY(issuer_division_id) REFERENCES ledger.division (division_id), 
	CONSTRAINT source_book_id_parent_source_id_fkey FOREIGN KEY(book_id, parent_source_id) REFERENCES ledger.source (book_id, log_position), 
	CONSTRAINT source_amount_check CHECK (amount > 0), 
	CONSTRAINT source_kind_check CHECK (kind IN ('appropriation', 'transfer', 'donation', 'paired_aid', 'bond', 'platform_loan', 'investment_return', 'opening', 'carry_over')), 
	CONSTRAINT source_exemption_check CHECK (exemption IN ('settled_by_actuals', 'emergency')), 
	CONSTRAINT source_parent_check CHECK ((kind = 'carry_over') = (parent_source_id IS NOT NULL)), 
	CONSTRAINT source_book_id_invested_project_id_fkey FOREIGN KEY(book_id, invested_project_id) REFERENCES ledger.project (book_id, log_position), 
	CONSTRAINT source_debt_terms_check CHECK (kind IN ('bond', 'platform_loan') OR (due_on IS NULL AND annual_rate_percent IS NULL)), 
	CONSTRAINT source_due_on_check CHECK (due_on > occurred_on), 
	CONSTRAINT source_annual_rate_percent_check CHECK (annual_rate_percent BETWEEN 0 AND 100), 
	CONSTRAINT source_invested_project_check CHECK ((kind = 'investment_return') = (invested_project_id IS NOT NULL)), 
	CONSTRAINT source_opening_check CHECK ((kind = 'opening') = (arrived_on IS NOT NULL) AND arrived_on <= occurred_on AND (kind <> 'opening' OR evidence IS NOT NULL))
);

CREATE INDEX source_book_id_document_no_idx ON ledger.source (book_id, document_no);

CREATE INDEX source_book_id_parent_source_id_idx ON ledger.source (book_id, parent_source_id) WHERE parent_source_id IS NOT NULL;

CREATE INDEX source_issuer_division_id_document_no_idx ON ledger.source (issuer_division_id, document_no);

COMMENT ON COLUMN ledger.source.document_line IS 'which line of that document, usually 1';

COMMENT ON COLUMN ledger.source.occurred_on IS 'received 接到 or appropriated on';

COMMENT ON COLUMN ledger.source.approved_on IS 'by the people''s congress';

COMMENT ON COLUMN ledger.source.exemption IS 'why its 30-day clock does not run';

COMMENT ON COLUMN ledger.source.parent_source_id IS 'the source that it was carried over from';

COMMENT ON COLUMN ledger.source.due_on IS 'by when a debt is to be repaid';

COMMENT ON COLUMN ledger.source.annual_rate_percent IS 'the interest of a debt, in per cent a year';

COMMENT ON COLUMN ledger.source.invested_project_id IS 'the project that a return comes from';

COMMENT ON COLUMN ledger.source.arrived_on IS 'when the money of an opening arrived, before the book was kept here';

COMMENT ON COLUMN ledger.source.recorded_at IS 'when it was written';

CREATE TABLE ledger.statutory_mapping (
	regime TEXT COLLATE "C" NOT NULL, 
	chart TEXT COLLATE "C" NOT NULL, 
	event TEXT COLLATE "C" NOT NULL, 
	source_kind TEXT COLLATE "C" NOT NULL, 
	credit_kind TEXT COLLATE "C" NOT NULL, 
	debit_kind TEXT COLLATE "C" NOT NULL, 
	valid_from DATE NOT NULL, 
	origin TEXT COLLATE "C" NOT NULL, 
	debit_code TEXT COLLATE "C", 
	credit_code TEXT COLLATE "C", 
	valid_to DATE, 
	standing TEXT NOT NULL, 
	basis TEXT NOT NULL, 
	CONSTRAINT statutory_mapping_pkey PRIMARY KEY (regime, chart, event, source_kind, credit_kind, debit_kind, valid_from, origin), 
	CONSTRAINT statutory_mapping_regime_fkey FOREIGN KEY(regime) REFERENCES ledger.statutory_regime (regime), 
	CONSTRAINT statutory_mapping_regime_chart_debit_code_fkey FOREIGN KEY(regime, chart, debit_code) REFERENCES ledger.statutory_account (regime, chart, code) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT statutory_mapping_regime_chart_credit_code_fkey FOREIGN KEY(regime, chart, credit_code) REFERENCES ledger.statutory_account (regime, chart, code) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT statutory_mapping_chart_check CHECK (chart IN ('general', 'financial', 'budget')), 
	CONSTRAINT statutory_mapping_kinds_check CHECK (credit_kind IN ('cash_in', 'treasury', 'cash_out') AND debit_kind IN ('cash_in', 'treasury', 'cash_out')), 
	CONSTRAINT statutory_mapping_valid_to_check CHECK (valid_to >= valid_from), 
	CONSTRAINT statutory_mapping_standing_check CHECK (standing IN ('confirmed', 'unconfirmed')), 
	CONSTRAINT statutory_mapping_origin_check CHECK (origin IN ('product', 'office'))
);

COMMENT ON COLUMN ledger.statutory_mapping.event IS 'of the voucher; *: any';

COMMENT ON COLUMN ledger.statutory_mapping.source_kind IS 'of the source; *: any';

CREATE TABLE ledger.user_secret (
	login TEXT NOT NULL, 
	salt BYTEA NOT NULL, 
	passes INTEGER NOT NULL, 
	memory_kib INTEGER NOT NULL, 
	lanes INTEGER NOT NULL, 
	verifier BYTEA NOT NULL, 
	must_change BOOLEAN NOT NULL, 
	set_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	set_by TEXT NOT NULL, 
	last_signed_in_at TIMESTAMP WITH TIME ZONE, 
	issuer TEXT, 
	subject TEXT, 
	CONSTRAINT user_secret_pkey PRIMARY KEY (login), 
	CONSTRAINT user_secret_issuer_subject_key UNIQUE (issuer, subject), 
	CONSTRAINT user_secret_provider_check CHECK ((issuer IS NULL) = (subject IS NULL)), 
	CONSTRAINT user_secret_login_fkey FOREIGN KEY(login) REFERENCES ledger.user_account (login)
);

COMMENT ON COLUMN ledger.user_secret.passes IS 'argon2id''s time cost';

COMMENT ON COLUMN ledger.user_secret.lanes IS 'argon2id''s parallelism';

COMMENT ON COLUMN ledger.user_secret.verifier IS 'SHA-256 of the argon2id hash';

COMMENT ON COLUMN ledger.user_secret.must_change IS 'somebody else made the password up';

COMMENT ON COLUMN ledger.user_secret.issuer IS 'their OpenID Connect provider';

COMMENT ON COLUMN ledger.user_secret.subject IS 'who they are there';

CREATE TABLE ledger.web_session (
	token_sha256 BYTEA NOT NULL, 
	session_number BIGINT GENERATED ALWAYS AS IDENTITY, 
	login TEXT NOT NULL, 
	purpose TEXT NOT NULL, 
	form_token TEXT NOT NULL, 
	address TEXT NOT NULL, 
	agent TEXT NOT NULL, 
	created_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	last_seen_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT web_session_pkey PRIMARY KEY (token_sha256), 
	CONSTRAINT web_session_session_number_key UNIQUE (session_number), 
	CONSTRAINT web_session_purpose_check CHECK (purpose IN ('work', 'password_change', 'second_factor')), 
	CONSTRAINT web_session_login_fkey FOREIGN KEY(login) REFERENCES ledger.user_account (login)
);

CREATE INDEX web_session_login_idx ON ledger.web_session (login);

COMMENT ON COLUMN ledger.web_session.form_token IS 'forms carry it, so no other site can post';

COMMENT ON COLUMN ledger.web_session.address IS 'where they signed in from';

COMMENT ON COLUMN ledger.web_session.agent IS 'with which program, as it says itself';

CREATE TABLE audits.alert_delivery (
	alert_id BIGINT NOT NULL, 
	attempt INTEGER NOT NULL, 
	attempted_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	outcome TEXT NOT NULL, 
	error TEXT, 
	next_attempt_at TIMESTAMP WITH TIME ZONE, 
	log_position BIGINT, 
	CONSTRAINT alert_delivery_pkey PRIMARY KEY (alert_id, attempt), 
	CONSTRAINT alert_delivery_alert_id_fkey FOREIGN KEY(alert_id) REFERENCES audits.alert (alert_id), 
	CONSTRAINT alert_delivery_outcome_check CHECK (outcome IN ('sent', 'failed', 'given_up'))
);

CREATE INDEX alert_delivery_log_position_idx ON audits.alert_delivery (log_position);

COMMENT ON COLUMN audits.alert_delivery.next_attempt_at IS 'null: none follows';

COMMENT ON COLUMN audits.alert_delivery.log_position IS 'its place in the common log; null until it is sealed';

CREATE TABLE audits.flag_judgement (
	book_id INTEGER NOT NULL, 
	flag_id BIGINT NOT NULL, 
	judgement_id BIGINT GENERATED ALWAYS AS IDENTITY, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	recorded_by TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	reason TEXT, 
	note TEXT NOT NULL, 
	log_position BIGINT, 
	CONSTRAINT flag_judgement_pkey PRIMARY KEY (book_id, flag_id, judgement_id), 
	CONSTRAINT flag_judgement_book_id_flag_id_fkey FOREIGN KEY(book_id, flag_id) REFERENCES audits.flag (book_id, flag_id), 
	CONSTRAINT flag_judgement_outcome_check CHECK (outcome IN ('confirmed', 'dismissed')), 
	CONSTRAINT flag_judgement_reason_check CHECK ((outcome = 'dismissed') = (reason IS NOT NULL) AND (reason IS NULL OR reason IN ('data_lag', 'lawful_exception', 'rule_defect', 'other'))), 
	CONSTRAINT flag_judgement_note_check CHECK (btrim(note) <> '')
);

CREATE INDEX flag_judgement_log_position_idx ON audits.flag_judgement (log_position);

COMMENT ON COLUMN audits.flag_judgement.reason IS 'why it is dismissed';

COMMENT ON COLUMN audits.flag_judgement.note IS 'what was looked at and found';

COMMENT ON COLUMN audits.flag_judgement.log_position IS 'its place in the common log; null until it is sealed';

CREATE TABLE audits.flag_sighting (
	book_id INTEGER NOT NULL, 
	flag_id BIGINT NOT NULL, 
	run_id BIGINT NOT NULL, 
	state TEXT NOT NULL, 
	log_position BIGINT, 
	CONSTRAINT flag_sighting_pkey PRIMARY KEY (book_id, flag_id, run_id), 
	CONSTRAINT flag_sighting_book_id_flag_id_fkey FOREIGN KEY(book_id, flag_id) REFERENCES audits.flag (book_id, flag_id), 
	CONSTRAINT flag_sighting_run_id_fkey FOREIGN KEY(run_id) REFERENCES audits.run (run_id), 
	CONSTRAINT flag_sighting_state_check CHECK (state IN ('new', 'gone', 'back'))
);

CREATE INDEX flag_sighting_log_position_idx ON audits.flag_sighting (log_position);

COMMENT ON COLUMN audits.flag_sighting.log_position IS 'its place in the common log; null until it is sealed';

CREATE TABLE audits.referral_step (
	book_id INTEGER NOT NULL, 
	flag_id BIGINT NOT NULL, 
	referral_step_id BIGINT GENERATED ALWAYS AS IDENTITY, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	recorded_by TEXT NOT NULL, 
	step TEXT NOT NULL, 
	occurred_on DATE NOT NULL, 
	receiver TEXT, 
	note TEXT NOT NULL, 
	log_position BIGINT, 
	CONSTRAINT referral_step_pkey PRIMARY KEY (book_id, flag_id, referral_step_id), 
	CONSTRAINT referral_step_book_id_flag_id_fkey FOREIGN KEY(book_id, flag_id) REFERENCES audits.flag (book_id, flag_id), 
	CONSTRAINT referral_step_step_check CHECK (step IN ('not_needed', 'sent', 'received', 'accepted', 'returned', 'passed_on', 'answered', 'filed')), 
	CONSTRAINT referral_step_receiver_check CHECK ((step IN ('sent', 'passed_on')) = (receiver IS NOT NULL)), 
	CONSTRAINT referral_step_note_check CHECK (btrim(note) <> '')
);

CREATE INDEX referral_step_log_position_idx ON audits.referral_step (log_position);

COMMENT ON COLUMN audits.referral_step.receiver IS 'to whom it was sent or passed on';

COMMENT ON COLUMN audits.referral_step.note IS 'the number of the document, or why none is needed';

COMMENT ON COLUMN audits.referral_step.log_position IS 'its place in the common log; null until it is sealed';

CREATE TABLE ledger.assignment (
	voucher_id BIGINT NOT NULL, 
	import_row INTEGER, 
	external_reference TEXT COLLATE "C" NOT NULL, 
	source_id BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	direction TEXT NOT NULL, 
	pooled BOOLEAN NOT NULL, 
	document_no TEXT NOT NULL, 
	amount NUMERIC(18, 2) NOT NULL, 
	occurred_on DATE NOT NULL, 
	evidence TEXT, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT assignment_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT assignment_book_id_external_reference_key UNIQUE (book_id, external_reference), 
	CONSTRAINT assignment_book_id_voucher_id_fkey FOREIGN KEY(book_id, voucher_id) REFERENCES ledger.voucher (book_id, log_position), 
	CONSTRAINT assignment_book_id_source_id_fkey FOREIGN KEY(book_id, source_id) REFERENCES ledger.source (book_id, log_position), 
	CONSTRAINT assignment_book_id_project_id_fkey FOREIGN KEY(book_id, project_id) REFERENCES ledger.project (book_id, log_position), 
	CONSTRAINT assignment_amount_check CHECK (amount > 0), 
	CONSTRAINT assignment_direction_check CHECK (direction IN ('assign', 'withdraw'))
);

CREATE INDEX assignment_book_id_project_id_idx ON ledger.assignment (book_id, project_id);

CREATE INDEX assignment_book_id_source_id_idx ON ledger.assignment (book_id, source_id);

COMMENT ON COLUMN ledger.assignment.pooled IS 'from the integrated pool of the source';

COMMENT ON COLUMN ledger.assignment.recorded_at IS 'when it was written';

CREATE TABLE ledger.balance (
	book_id INTEGER NOT NULL, 
	source_id BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	project_id BIGINT NOT NULL, 
	contract_id BIGINT NOT NULL, 
	side TEXT NOT NULL, 
	amount NUMERIC(18, 2) NOT NULL, 
	CONSTRAINT balance_pkey PRIMARY KEY (book_id, source_id, kind, project_id, contract_id), 
	CONSTRAINT balance_book_id_source_id_fkey FOREIGN KEY(book_id, source_id) REFERENCES ledger.source (book_id, log_position), 
	CONSTRAINT balance_kind_check CHECK ((side = 'authority' AND kind IN ('origin', 'available', 'pooled', 'issued', 'assigned', 'committed', 'disbursed', 'reclaimed')) OR (side = 'cash' AND kind IN ('cash_in', 'treasury', 'cash_out')))
)
 WITH (fillfactor = 70);

COMMENT ON COLUMN ledger.balance.project_id IS '0: an account of no project';

COMMENT ON COLUMN ledger.balance.contract_id IS '0: an account of no contract';

CREATE TABLE ledger.cash_movement (
	voucher_id BIGINT NOT NULL, 
	import_row INTEGER, 
	external_reference TEXT COLLATE "C" NOT NULL, 
	source_id BIGINT NOT NULL, 
	direction TEXT NOT NULL, 
	document_no TEXT NOT NULL, 
	amount NUMERIC(18, 2) NOT NULL, 
	occurred_on DATE NOT NULL, 
	evidence TEXT, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT cash_movement_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT cash_movement_book_id_external_reference_key UNIQUE (book_id, external_reference), 
	CONSTRAINT cash_movement_book_id_voucher_id_fkey FOREIGN KEY(book_id, voucher_id) REFERENCES ledger.voucher (book_id, log_position), 
	CONSTRAINT cash_movement_book_id_source_id_fkey FOREIGN KEY(book_id, source_id) REFERENCES ledger.source (book_id, log_position), 
	CONSTRAINT cash_movement_amount_check CHECK (amount > 0), 
	CONSTRAINT cash_movement_direction_check CHECK (direction IN ('in', 'out'))
);

COMMENT ON COLUMN ledger.cash_movement.recorded_at IS 'when it was written';

CREATE TABLE ledger.claim (
	claim_code TEXT COLLATE "C" NOT NULL, 
	project_id BIGINT NOT NULL, 
	contract_id BIGINT, 
	claimant TEXT NOT NULL, 
	payee_name TEXT, 
	stage TEXT, 
	is_final BOOLEAN NOT NULL, 
	amount NUMERIC(18, 2) NOT NULL, 
	progress_percent NUMERIC(18, 2), 
	submitted_on DATE NOT NULL, 
	fingerprints TEXT[], 
	evidence TEXT, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	salt UUID DEFAULT gen_random_uuid() NOT NULL, 
	CONSTRAINT claim_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT claim_book_id_claim_code_key UNIQUE (book_id, claim_code), 
	CONSTRAINT claim_book_id_project_id_fkey FOREIGN KEY(book_id, project_id) REFERENCES ledger.project (book_id, log_position), 
	CONSTRAINT claim_book_id_contract_id_fkey FOREIGN KEY(book_id, contract_id) REFERENCES ledger.contract (book_id, log_position), 
	CONSTRAINT claim_amount_check CHECK (amount > 0), 
	CONSTRAINT claim_stage_check CHECK (stage IN ('advance', 'progress', 'settlement', 'retention')), 
	CONSTRAINT claim_progress_percent_check CHECK (progress_percent BETWEEN 0 AND 100)
);

CREATE INDEX claim_book_id_project_id_idx ON ledger.claim (book_id, project_id);

COMMENT ON COLUMN ledger.claim.claimant IS 'who asks for the money';

COMMENT ON COLUMN ledger.claim.payee_name IS 'who is to be paid; null: the contract''s party, or a list of households';

COMMENT ON COLUMN ledger.claim.is_final IS 'the last payment of its project or contract';

COMMENT ON COLUMN ledger.claim.progress_percent IS 'of the work, as claimed';

COMMENT ON COLUMN ledger.claim.fingerprints IS 'SHA-256 of the papers handed in';

COMMENT ON COLUMN ledger.claim.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.claim.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.claim.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.claim.recorded_at IS 'when it was written';

COMMENT ON COLUMN ledger.claim.salt IS 'what personal columns are hashed with';

CREATE TABLE ledger.commitment (
	voucher_id BIGINT NOT NULL, 
	import_row INTEGER, 
	external_reference TEXT COLLATE "C" NOT NULL, 
	contract_id BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	source_id BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	direction TEXT NOT NULL, 
	amount NUMERIC(18, 2) NOT NULL, 
	occurred_on DATE NOT NULL, 
	evidence TEXT, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT commitment_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT commitment_book_id_external_reference_key UNIQUE (book_id, external_reference), 
	CONSTRAINT commitment_book_id_voucher_id_fkey FOREIGN KEY(book_id, voucher_id) REFERENCES ledger.voucher (book_id, log_position), 
	CONSTRAINT commitment_book_id_contract_id_fkey FOREIGN KEY(book_id, contract_id) REFERENCES ledger.contract (book_id, log_position), 
	CONSTRAINT commitment_book_id_project_id_fkey FOREIGN KEY(book_id, project_id) REFERENCES ledger.project (book_id, log_position), 
	CONSTRAINT commitment_book_id_source_id_fkey FOREIGN KEY(book_id, source_id) REFERENCES ledger.source (book_id, log_position), 
	CONSTRAINT commitment_amount_check CHECK (amount > 0), 
	CONSTRAINT commitment_kind_check CHECK (kind IN ('contract', 'supplement', 'reduction', 'termination')), 
	CONSTRAINT commitment_direction_check CHECK (direction = CASE WHEN kind IN ('contract', 'supplement') THEN 'commit' ELSE 'release' END)
);

CREATE INDEX commitment_book_id_contract_id_idx ON ledger.commitment (book_id, contract_id);

COMMENT ON COLUMN ledger.commitment.recorded_at IS 'when it was written';

CREATE TABLE ledger.donor_will (
	source_id BIGINT NOT NULL, 
	stated_on DATE NOT NULL, 
	date_precision TEXT NOT NULL, 
	donor TEXT NOT NULL, 
	will TEXT, 
	restricted_category TEXT, 
	restricted_division_id TEXT, 
	restricted_project_id BIGINT, 
	registered_only BOOLEAN NOT NULL, 
	use_by DATE, 
	evidence TEXT, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	salt UUID DEFAULT gen_random_uuid() NOT NULL, 
	CONSTRAINT donor_will_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT donor_will_book_id_source_id_fkey FOREIGN KEY(book_id, source_id) REFERENCES ledger.source (book_id, log_position), 
	CONSTRAINT donor_will_restricted_division_id_fkey FOREIGN KEY(restricted_division_id) REFERENCES ledger.division (division_id), 
	CONSTRAINT donor_will_book_id_restricted_project_id_fkey FOREIGN KEY(book_id, restricted_project_id) REFERENCES ledger.project (book_id, log_position), 
	CONSTRAINT donor_will_category_check CHECK (restricted_category IN ('industry', 'employment', 'relocation', 'public_posts', 'education', 'health', 'housing', 'finance', 'living_conditions', 'social_security', 'village_infrastructure', 'village_services', 'management_fee')), 
	CONSTRAINT donor_will_date_precision_check CHECK (date_precision IN ('day', 'month', 'year'))
);

CREATE UNIQUE INDEX donor_will_book_id_source_id_stated_on_idx ON ledger.donor_will (book_id, source_id, stated_on);

COMMENT ON COLUMN ledger.donor_will.date_precision IS 'how well that date is known; a month or year stands at its last day';

COMMENT ON COLUMN ledger.donor_will.will IS 'in the donor''s words';

COMMENT ON COLUMN ledger.donor_will.registered_only IS 'only registered persons may be paid';

COMMENT ON COLUMN ledger.donor_will.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.donor_will.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.donor_will.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.donor_will.recorded_at IS 'when it was written';

COMMENT ON COLUMN ledger.donor_will.salt IS 'what personal columns are hashed with';

CREATE TABLE ledger.feedback (
	external_reference TEXT COLLATE "C" NOT NULL, 
	source_id BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	occurred_on DATE NOT NULL, 
	means TEXT, 
	contents TEXT NOT NULL, 
	evidence TEXT, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT feedback_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT feedback_book_id_external_reference_key UNIQUE (book_id, external_reference), 
	CONSTRAINT feedback_book_id_source_id_fkey FOREIGN KEY(book_id, source_id) REFERENCES ledger.source (book_id, log_position), 
	CONSTRAINT feedback_kind_check CHECK (kind IN ('report', 'query', 'answer'))
);

CREATE INDEX feedback_book_id_source_id_idx ON ledger.feedback (book_id, source_id);

COMMENT ON COLUMN ledger.feedback.source_id IS 'the gift as it first arrived';

COMMENT ON COLUMN ledger.feedback.means IS 'letter, telephone, website, meeting';

COMMENT ON COLUMN ledger.feedback.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.feedback.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.feedback.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.feedback.recorded_at IS 'when it was written';

CREATE TABLE ledger.integration (
	voucher_id BIGINT NOT NULL, 
	import_row INTEGER, 
	plan_id BIGINT NOT NULL, 
	source_id BIGINT NOT NULL, 
	direction TEXT NOT NULL, 
	amount NUMERIC(18, 2) NOT NULL, 
	occurred_on DATE NOT NULL, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT integration_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT integration_book_id_plan_id_source_id_key UNIQUE (book_id, plan_id, source_id), 
	CONSTRAINT integration_book_id_voucher_id_fkey FOREIGN KEY(book_id, voucher_id) REFERENCES ledger.voucher (book_id, log_position), 
	CONSTRAINT integration_book_id_plan_id_fkey FOREIGN KEY(book_id, plan_id) REFERENCES ledger.integration_plan (book_id, log_position), 
	CONSTRAINT integration_book_id_source_id_fkey FOREIGN KEY(book_id, source_id) REFERENCES ledger.source (book_id, log_position), 
	CONSTRAINT integration_amount_check CHECK (amount > 0), 
	CONSTRAINT integration_direction_check CHECK (direction IN ('into_pool', 'out_of_pool'))
);

COMMENT ON COLUMN ledger.integration.recorded_at IS 'when it was written';

CREATE TABLE ledger.opening_balance (
	voucher_id BIGINT NOT NULL, 
	import_row INTEGER, 
	source_id BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	project_id BIGINT, 
	contract_id BIGINT, 
	amount NUMERIC(18, 2) NOT NULL, 
	occurred_on DATE NOT NULL, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT opening_balance_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT opening_balance_book_id_voucher_id_fkey FOREIGN KEY(book_id, voucher_id) REFERENCES ledger.voucher (book_id, log_position), 
	CONSTRAINT opening_balance_book_id_source_id_fkey FOREIGN KEY(book_id, source_id) REFERENCES ledger.source (book_id, log_position), 
	CONSTRAINT opening_balance_book_id_project_id_fkey FOREIGN KEY(book_id, project_id) REFERENCES ledger.project (book_id, log_position), 
	CONSTRAINT opening_balance_book_id_contract_id_fkey FOREIGN KEY(book_id, contract_id) REFERENCES ledger.contract (book_id, log_position), 
	CONSTRAINT opening_balance_amount_check CHECK (amount > 0), 
	CONSTRAINT opening_balance_kind_check CHECK (CASE kind WHEN 'assigned' THEN project_id IS NOT NULL AND contract_id IS NULL WHEN 'committed' THEN project_id IS NOT NULL AND contract_id IS NOT NULL WHEN 'disbursed' THEN project_id IS NOT NULL WHEN 'treasury' THEN project_id IS NULL AND contract_id IS NULL ELSE FALSE END)
);

CREATE INDEX opening_balance_book_id_contract_id_idx ON ledger.opening_balance (book_id, contract_id);

CREATE INDEX opening_balance_book_id_project_id_idx ON ledger.opening_balance (book_id, project_id);

CREATE INDEX opening_balance_book_id_source_id_idx ON ledger.opening_balance (book_id, source_id);

COMMENT ON COLUMN ledger.opening_balance.occurred_on IS 'the opening day';

COMMENT ON COLUMN ledger.opening_balance.recorded_at IS 'when it was written';

CREATE TABLE ledger.payee_substitution (
	external_reference TEXT COLLATE "C" NOT NULL, 
	contract_id BIGINT NOT NULL, 
	payee_id BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	occurred_on DATE NOT NULL, 
	document_no TEXT NOT NULL, 
	evidence TEXT, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT payee_substitution_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT payee_substitution_book_id_external_reference_key UNIQUE (book_id, external_reference), 
	CONSTRAINT payee_substitution_book_id_contract_id_fkey FOREIGN KEY(book_id, contract_id) REFERENCES ledger.contract (book_id, log_position), 
	CONSTRAINT payee_substitution_book_id_payee_id_fkey FOREIGN KEY(book_id, payee_id) REFERENCES ledger.payee (book_id, log_position), 
	CONSTRAINT payee_substitution_kind_check CHECK (kind IN ('assignment_of_claim', 'labour_wages'))
);

CREATE INDEX payee_substitution_book_id_contract_id_idx ON ledger.payee_substitution (book_id, contract_id);

COMMENT ON COLUMN ledger.payee_substitution.payee_id IS 'who may be paid instead';

COMMENT ON COLUMN ledger.payee_substitution.occurred_on IS 'the first day it holds';

COMMENT ON COLUMN ledger.payee_substitution.document_no IS 'the agreement or notice it stands on';

COMMENT ON COLUMN ledger.payee_substitution.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.payee_substitution.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.payee_substitution.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.payee_substitution.recorded_at IS 'when it was written';

CREATE TABLE ledger.progress_report (
	external_reference TEXT COLLATE "C" NOT NULL, 
	project_id BIGINT NOT NULL, 
	contract_id BIGINT, 
	occurred_on DATE NOT NULL, 
	percent NUMERIC(18, 2) NOT NULL, 
	verified_by TEXT NOT NULL, 
	correction_reason TEXT, 
	evidence TEXT, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT progress_report_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT progress_report_book_id_external_reference_key UNIQUE (book_id, external_reference), 
	CONSTRAINT progress_report_book_id_project_id_fkey FOREIGN KEY(book_id, project_id) REFERENCES ledger.project (book_id, log_position), 
	CONSTRAINT progress_report_book_id_contract_id_fkey FOREIGN KEY(book_id, contract_id) REFERENCES ledger.contract (book_id, log_position), 
	CONSTRAINT progress_report_percent_check CHECK (percent BETWEEN 0 AND 100)
);

CREATE INDEX progress_report_book_id_project_id_contract_id_idx ON ledger.progress_report (book_id, project_id, contract_id);

COMMENT ON COLUMN ledger.progress_report.contract_id IS 'null: of the whole project';

COMMENT ON COLUMN ledger.progress_report.occurred_on IS 'the day it was verified';

COMMENT ON COLUMN ledger.progress_report.correction_reason IS 'why it is less than before';

COMMENT ON COLUMN ledger.progress_report.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.progress_report.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.progress_report.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.progress_report.recorded_at IS 'when it was written';

CREATE TABLE ledger.recovery_code (
	login TEXT NOT NULL, 
	code_sha256 BYTEA NOT NULL, 
	CONSTRAINT recovery_code_pkey PRIMARY KEY (login, code_sha256), 
	CONSTRAINT recovery_code_login_fkey FOREIGN KEY(login) REFERENCES ledger.second_factor (login)
);

CREATE TABLE ledger.right_decision (
	request_id BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	recorded_by TEXT NOT NULL, 
	decision TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	log_position BIGINT, 
	CONSTRAINT right_decision_pkey PRIMARY KEY (request_id), 
	CONSTRAINT right_decision_decision_check CHECK (decision IN ('released', 'refused', 'withdrawn')), 
	CONSTRAINT right_decision_request_id_fkey FOREIGN KEY(request_id) REFERENCES ledger.right_request (request_id)
);

CREATE INDEX right_decision_log_position_idx ON ledger.right_decision (log_position);

COMMENT ON COLUMN ledger.right_decision.log_position IS 'its place in the common log; null until it is sealed';

CREATE TABLE ledger.right_held (
	login TEXT NOT NULL, 
	role TEXT NOT NULL, 
	division_id TEXT NOT NULL, 
	with_subtree BOOLEAN NOT NULL, 
	ends_on DATE, 
	request_id BIGINT NOT NULL, 
	CONSTRAINT right_held_pkey PRIMARY KEY (login, role, division_id), 
	CONSTRAINT right_held_login_fkey FOREIGN KEY(login) REFERENCES ledger.user_account (login), 
	CONSTRAINT right_held_division_id_fkey FOREIGN KEY(division_id) REFERENCES ledger.division (division_id), 
	CONSTRAINT right_held_request_id_fkey FOREIGN KEY(request_id) REFERENCES ledger.right_request (request_id)
);

CREATE TABLE ledger.signature (
	external_reference TEXT COLLATE "C" NOT NULL, 
	sign_off_id BIGINT NOT NULL, 
	role TEXT NOT NULL, 
	signer TEXT NOT NULL, 
	signed_on DATE NOT NULL, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	salt UUID DEFAULT gen_random_uuid() NOT NULL, 
	CONSTRAINT signature_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT signature_book_id_external_reference_key UNIQUE (book_id, external_reference), 
	CONSTRAINT signature_book_id_sign_off_id_fkey FOREIGN KEY(book_id, sign_off_id) REFERENCES ledger.sign_off (book_id, log_position), 
	CONSTRAINT signature_role_check CHECK (role IN ('implementing_unit', 'village_supervision_committee', 'village_party_branch', 'village_committee', 'township_cadre', 'township_head', 'county_payment_officer', 'county_head'))
);

CREATE INDEX signature_book_id_sign_off_id_idx ON ledger.signature (book_id, sign_off_id);

COMMENT ON COLUMN ledger.signature.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.signature.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.signature.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.signature.recorded_at IS 'when it was written';

COMMENT ON COLUMN ledger.signature.salt IS 'what personal columns are hashed with';

CREATE TABLE ledger.take_back (
	voucher_id BIGINT NOT NULL, 
	import_row INTEGER, 
	external_reference TEXT COLLATE "C" NOT NULL, 
	kind TEXT NOT NULL, 
	source_id BIGINT NOT NULL, 
	project_id BIGINT, 
	pooled BOOLEAN NOT NULL, 
	document_no TEXT NOT NULL, 
	amount NUMERIC(18, 2) NOT NULL, 
	new_source_id BIGINT, 
	occurred_on DATE NOT NULL, 
	reason TEXT, 
	evidence TEXT, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT take_back_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT take_back_book_id_external_reference_key UNIQUE (book_id, external_reference), 
	CONSTRAINT take_back_book_id_voucher_id_fkey FOREIGN KEY(book_id, voucher_id) REFERENCES ledger.voucher (book_id, log_position), 
	CONSTRAINT take_back_book_id_source_id_fkey FOREIGN KEY(book_id, source_id) REFERENCES ledger.source (book_id, log_position), 
	CONSTRAINT take_back_book_id_new_source_id_fkey FOREIGN KEY(book_id, new_source_id) REFERENCES ledger.source (book_id, log_position), 
	CONSTRAINT take_back_book_id_project_id_fkey FOREIGN KEY(book_id, project_id) REFERENCES ledger.project (book_id, log_position), 
	CONSTRAINT take_back_amount_check CHECK (amount > 0), 
	CONSTRAINT take_back_kind_check CHECK (kind IN ('take_back', 'carry_over')), 
	CONSTRAINT take_back_one_account_check CHECK (NOT (pooled AND project_id IS NOT NULL)), 
	CONSTRAINT take_back_new_source_check CHECK ((kind = 'carry_over') = (new_source_id IS NOT NULL))
);

CREATE INDEX take_back_book_id_project_id_idx ON ledger.take_back (book_id, project_id);

CREATE INDEX take_back_book_id_source_id_idx ON ledger.take_back (book_id, source_id);

COMMENT ON COLUMN ledger.take_back.project_id IS 'whose money it was; null: money of no project';

COMMENT ON COLUMN ledger.take_back.pooled IS 'from the integrated pool 统筹整合';

COMMENT ON COLUMN ledger.take_back.document_no IS 'that orders it';

COMMENT ON COLUMN ledger.take_back.new_source_id IS 'what a carry-over goes on under';

COMMENT ON COLUMN ledger.take_back.recorded_at IS 'when it was written';

CREATE TABLE ledger.transfer_issue (
	voucher_id BIGINT NOT NULL, 
	import_row INTEGER, 
	external_reference TEXT COLLATE "C" NOT NULL, 
	kind TEXT NOT NULL, 
	source_id BIGINT NOT NULL, 
	document_no TEXT NOT NULL, 
	document_line INTEGER NOT NULL, 
	recipient_division_id TEXT, 
	recipient_name TEXT, 
	fund_line_name TEXT NOT NULL, 
	purpose TEXT, 
	amount NUMERIC(18, 2) NOT NULL, 
	occurred_on DATE NOT NULL, 
	exemption TEXT, 
	transfer_type TEXT, 
	issuer_kind TEXT, 
	required_match NUMERIC(18, 2), 
	match_ground TEXT, 
	change_document TEXT, 
	changed_on DATE, 
	evidence TEXT, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT transfer_issue_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT transfer_issue_book_id_external_reference_key UNIQUE (book_id, external_reference), 
	CONSTRAINT transfer_issue_book_id_voucher_id_fkey FOREIGN KEY(book_id, voucher_id) REFERENCES ledger.voucher (book_id, log_position), 
	CONSTRAINT transfer_issue_book_id_source_id_fkey FOREIGN KEY(book_id, source_id) REFERENCES ledger.source (book_id, log_position), 
	CONSTRAINT transfer_issue_recipient_division_id_fkey FOREIGN KEY(recipient_division_id) REFERENCES ledger.division (division_id), 
	CONSTRAINT transfer_issue_amount_check CHECK (amount > 0), 
	CONSTRAINT transfer_issue_kind_check CHECK (kind IN ('transfer', 'paired_aid', 'bond')), 
	CONSTRAINT transfer_issue_exemption_check CHECK (exemption IN ('settled_by_actuals', 'emergency')), 
	CONSTRAINT transfer_issue_transfer_type_check CHECK (transfer_type IN ('general', 'special')), 
	CONSTRAINT transfer_issue_issuer_kind_check CHECK (issuer_kind IN ('finance', 'other')), 
	CONSTRAINT transfer_issue_required_match_check CHECK (required_match > 0), 
	CONSTRAINT transfer_issue_changed_on_check CHECK ((change_document IS NULL) = (changed_on IS NULL))
);

CREATE INDEX transfer_issue_book_id_document_no_idx ON ledger.transfer_issue (book_id, document_no);

CREATE INDEX transfer_issue_book_id_source_id_idx ON ledger.transfer_issue (book_id, source_id);

CREATE INDEX transfer_issue_recipient_division_id_document_no_idx ON ledger.transfer_issue (recipient_division_id, document_no);

COMMENT ON COLUMN ledger.transfer_issue.recipient_division_id IS 'null: the document names a group of places, not one';

COMMENT ON COLUMN ledger.transfer_issue.fund_line_name IS 'as the issued document names it';

COMMENT ON COLUMN ledger.transfer_issue.occurred_on IS 'issued 下达 on';

COMMENT ON COLUMN ledger.transfer_issue.transfer_type IS 'general 一般性 or special 专项';

COMMENT ON COLUMN ledger.transfer_issue.issuer_kind IS 'the finance department or another';

COMMENT ON COLUMN ledger.transfer_issue.required_match IS 'what the recipient is to add';

COMMENT ON COLUMN ledger.transfer_issue.match_ground IS 'the State Council''s rule for that';

COMMENT ON COLUMN ledger.transfer_issue.change_document IS 'what approved another fund line than that of the source';

COMMENT ON COLUMN ledger.transfer_issue.changed_on IS 'the day of that document';

COMMENT ON COLUMN ledger.transfer_issue.recorded_at IS 'when it was written';

CREATE TABLE ledger.carried_cash (
	take_back_id BIGINT NOT NULL, 
	amount NUMERIC(18, 2) NOT NULL, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT carried_cash_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT carried_cash_book_id_take_back_id_key UNIQUE (book_id, take_back_id), 
	CONSTRAINT carried_cash_book_id_take_back_id_fkey FOREIGN KEY(book_id, take_back_id) REFERENCES ledger.take_back (book_id, log_position), 
	CONSTRAINT carried_cash_amount_check CHECK (amount > 0)
);

COMMENT ON COLUMN ledger.carried_cash.recorded_at IS 'when it was written';

CREATE TABLE ledger.claim_step (
	external_reference TEXT COLLATE "C" NOT NULL, 
	claim_id BIGINT NOT NULL, 
	step TEXT NOT NULL, 
	occurred_on DATE NOT NULL, 
	actor TEXT NOT NULL, 
	amount NUMERIC(18, 2), 
	reason TEXT, 
	evidence TEXT, 
	recorded_by TEXT NOT NULL, 
	import_id BIGINT, 
	import_row INTEGER, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT claim_step_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT claim_step_book_id_external_reference_key UNIQUE (book_id, external_reference), 
	CONSTRAINT claim_step_book_id_claim_id_step_key UNIQUE (book_id, claim_id, step), 
	CONSTRAINT claim_step_book_id_claim_id_fkey FOREIGN KEY(book_id, claim_id) REFERENCES ledger.claim (book_id, log_position), 
	CONSTRAINT claim_step_step_check CHECK (step IN ('checked', 'approved', 'returned')), 
	CONSTRAINT claim_step_amount_check CHECK ((amount IS NOT NULL) = (step = 'approved')), 
	CONSTRAINT claim_step_reason_check CHECK (step <> 'returned' OR reason IS NOT NULL)
);

CREATE UNIQUE INDEX claim_decided_once_idx ON ledger.claim_step (book_id, claim_id) WHERE step IN ('approved', 'returned');

COMMENT ON COLUMN ledger.claim_step.actor IS 'who did it';

COMMENT ON COLUMN ledger.claim_step.amount IS 'approved, at most what was claimed';

COMMENT ON COLUMN ledger.claim_step.reason IS 'what was said about it';

COMMENT ON COLUMN ledger.claim_step.recorded_by IS 'who wrote it';

COMMENT ON COLUMN ledger.claim_step.import_id IS 'the import it came with';

COMMENT ON COLUMN ledger.claim_step.import_row IS 'the row of the sheet it came from';

COMMENT ON COLUMN ledger.claim_step.recorded_at IS 'when it was written';

CREATE TABLE ledger.transfer_adjustment (
	voucher_id BIGINT NOT NULL, 
	import_row INTEGER, 
	external_reference TEXT COLLATE "C" NOT NULL, 
	side TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	transfer_issue_id BIGINT, 
	source_id BIGINT NOT NULL, 
	document_no TEXT NOT NULL, 
	amount NUMERIC(18, 2) NOT NULL, 
	occurred_on DATE NOT NULL, 
	reason TEXT, 
	evidence TEXT, 
	book_id INTEGER NOT NULL, 
	log_position BIGINT NOT NULL, 
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT transfer_adjustment_pkey PRIMARY KEY (book_id, log_position), 
	CONSTRAINT transfer_adjustment_book_id_external_reference_key UNIQUE (book_id, external_reference), 
	CONSTRAINT transfer_adjustment_book_id_voucher_id_fkey FOREIGN KEY(book_id, voucher_id) REFERENCES ledger.voucher (book_id, log_position), 
	CONSTRAINT transfer_adjustment_book_id_transfer_issue_id_fkey FOREIGN KEY(book_id, transfer_issue_id) REFERENCES ledger.transfer_issue (book_id, log_position), 
	CONSTRAINT transfer_adjustment_book_id_source_id_fkey FOREIGN KEY(book_id, source_id) REFERENCES ledger.source (book_id, log_position), 
	CONSTRAINT transfer_adjustment_amount_check CHECK (amount > 0), 
	CONSTRAINT transfer_adjustment_side_check CHECK (side IN ('issued', 'received')), 
	CONSTRAINT transfer_adjustment_kind_check CHECK (kind IN ('addition', 'reduction', 'recall')), 
	CONSTRAINT transfer_adjustment_transfer_check CHECK ((side = 'issued') = (transfer_issue_id IS NOT NULL))
);

CREATE INDEX transfer_adjustment_book_id_source_id_idx ON ledger.transfer_adjustment (book_id, source_id);

CREATE INDEX transfer_adjustment_book_id_transfer_issue_id_idx ON ledger.transfer_adjustment (book_id, transfer_issue_id);

COMMENT ON COLUMN ledger.transfer_adjustment.side IS 'whether this book issued or received the transfer';

COMMENT ON COLUMN ledger.transfer_adjustment.source_id IS 'what was issued from, or what was received';

COMMENT ON COLUMN ledger.transfer_adjustment.document_no IS 'of the adjusting document';

COMMENT ON COLUMN ledger.transfer_adjustment.recorded_at IS 'when it was written';


SET LOCAL check_function_bodies = off;

-- ledger/sql/types/movement.sql
-- One amount on its way from a credit to a debit account of one book, side and source.
DO $$
BEGIN
    CREATE TYPE ledger.movement AS (
        book_id integer,
        voucher_id bigint,
        side text,
        source_id bigint,
        credit_kind text,
        credit_project_id bigint,
        credit_contract_id bigint,
        debit_kind text,
        debit_project_id bigint,
        debit_contract_id bigint,
        amount numeric
    );
EXCEPTION
    -- It is there; a change of it is a migration's.
    WHEN duplicate_object THEN NULL;
END
$$;

-- ledger/sql/types/voucher_request.sql
-- What a caller says of a voucher it wants opened; `ordinal` tells the answers apart.
DO $$
BEGIN
    CREATE TYPE ledger.voucher_request AS (
        ordinal bigint,
        book_id integer,
        event text,
        occurred_on date,
        date_precision text,
        summary text,
        recorded_by text,
        import_id bigint,
        reverses_id bigint,
        reversal_reason text
    );
EXCEPTION
    -- It is there; a change of it is a migration's.
    WHEN duplicate_object THEN NULL;
END
$$;

-- audits/sql/functions/ask_for_parameter.sql
-- Asks that a parameter of a rule have a value at a division and below, from a day on; without a
-- value it is again what holds above. Another person decides. Returns the request's number.
CREATE OR REPLACE FUNCTION audits.ask_for_parameter(
    of_rule_code text, of_name text, at_division_id text, since date, of_value numeric,
    of_ground text
)
RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = audits, pg_temp
AS $$
DECLARE
    asker text := audits.check_rule_power(at_division_id);
    asked bigint;
BEGIN
    IF coalesce(btrim(of_ground), '') = '' THEN
        PERFORM ledger.refuse(6, 'reason_missing', '{}'::jsonb);
    END IF;
    INSERT INTO audits.rule_request (
        recorded_at, recorded_by, kind, rule_code, division_id, name, valid_from, value, ground
    )
    VALUES (
        clock_timestamp(), asker, 'parameter', of_rule_code, at_division_id, of_name, since,
        of_value, btrim(of_ground)
    )
    RETURNING request_id INTO asked;
    RETURN asked;
END
$$;

-- audits/sql/functions/ask_for_version.sql
-- Asks that a version of a rule be the one that is run, and puts its text on record where it is
-- not yet. Another person decides. Returns the request's number.
CREATE OR REPLACE FUNCTION audits.ask_for_version(
    of_rule_code text, of_version integer, of_sha256 text, of_text jsonb, of_ground text
)
RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = audits, pg_temp
AS $$
DECLARE
    place text := of_text ->> 'division';
    asker text := audits.check_rule_power(place);
    said jsonb := jsonb_build_object('rule', of_rule_code, 'version', of_version);
    asked bigint;
BEGIN
    IF coalesce(btrim(of_ground), '') = '' THEN
        PERFORM ledger.refuse(6, 'reason_missing', '{}'::jsonb);
    END IF;
    INSERT INTO audits.rule_version (rule_code, version, sha256, text, recorded_at)
    VALUES (of_rule_code, of_version, of_sha256, of_text, clock_timestamp())
    ON CONFLICT (rule_code, version) DO NOTHING;
    IF EXISTS (
        SELECT FROM audits.rule_version AS known
        WHERE known.rule_code = of_rule_code AND known.version = of_version
            AND known.sha256 <> of_sha256
    ) THEN
        PERFORM ledger.refuse(2, 'rule_text_changed', said);
    END IF;
    -- A rule's place is part of its first text: a rule of a county does not become everybody's.
    IF EXISTS (
        SELECT FROM audits.rule_version AS known
        WHERE known.rule_code = of_rule_code
            AND (known.text ->> 'division') IS DISTINCT FROM place
    ) THEN
        PERFORM ledger.refuse(11, 'rule_of_other_place', said);
    END IF;
    INSERT INTO audits.rule_request (
        recorded_at, recorded_by, kind, rule_code, version, division_id, ground
    )
    VALUES (
        clock_timestamp(), asker, 'version', of_rule_code, of_version, place, btrim(of_ground)
    )
    RETURNING request_id INTO asked;
    RETURN asked;
END
$$;

-- audits/sql/functions/check_rule_decision.sql
-- Promise 6 for rules: whoever asked for a figure or a version does not release it; only who asked
-- takes it back; nothing is decided on twice.
CREATE OR REPLACE FUNCTION audits.check_rule_decision()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = audits, pg_temp
AS $$
DECLARE
    asker text;
    said jsonb := jsonb_build_object('login', new.recorded_by, 'request', new.request_id);
BEGIN
    SELECT request.recorded_by INTO STRICT asker
    FROM audits.rule_request AS request
    WHERE request.request_id = new.request_id;
    IF EXISTS (
        SELECT FROM audits.rule_decision AS made WHERE made.request_id = new.request_id
    ) THEN
        PERFORM ledger.refuse(6, 'rule_request_decided', said);
    END IF;
    IF new.decision = 'withdrawn' AND new.recorded_by <> asker THEN
        PERFORM ledger.refuse(6, 'rule_request_of_other', said);
    END IF;
    IF new.decision <> 'withdrawn' AND new.recorded_by = asker THEN
        PERFORM ledger.refuse(6, 'rule_request_own', said);
    END IF;
    RETURN new;
END
$$;

-- audits/sql/functions/check_rule_power.sql
-- Promise 11 for rules: who asks for a figure, or releases it, may do so in every book that it
-- reaches: that of its division and those below; a version that is run everywhere, in all. Returns
-- who acts.
CREATE OR REPLACE FUNCTION audits.check_rule_power(at_division_id text)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = audits, pg_temp
AS $$
DECLARE
    login text;
BEGIN
    IF at_division_id IS NULL THEN
        login := ledger.check_power_anywhere(ARRAY['rule']);
    ELSE
        login := ledger.check_power('rule', at_division_id);
    END IF;
    IF EXISTS (
        SELECT FROM ledger.book_reach AS reached
        WHERE (at_division_id IS NULL OR reached.division_id = at_division_id)
            AND reached.book_id <> ALL (ledger.books_of('rule'))
    ) THEN
        PERFORM ledger.refuse(11, 'rule_power_not_everywhere', jsonb_build_object('login', login));
    END IF;
    RETURN login;
END
$$;

-- audits/sql/functions/decide_on_rule.sql
-- Releases or refuses what somebody else asked for (promise 6), or takes back what one asked for
-- oneself; what is refused says why.
CREATE OR REPLACE FUNCTION audits.decide_on_rule(
    of_request_id bigint, of_decision text, of_reason text
)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = audits, pg_temp
AS $$
DECLARE
    asked audits.rule_request := audits.take_rule_request(of_request_id);
    decider text := audits.check_rule_power(asked.division_id);
BEGIN
    IF of_decision = 'refused' AND coalesce(btrim(of_reason), '') = '' THEN
        PERFORM ledger.refuse(6, 'reason_missing', '{}'::jsonb);
    END IF;
    INSERT INTO audits.rule_decision (request_id, recorded_at, recorded_by, decision, reason)
    VALUES (
        of_request_id, clock_timestamp(), decider, of_decision, coalesce(btrim(of_reason), '')
    );
END
$$;

-- audits/sql/functions/is_released.sql
-- Whether a request about a rule was released: what was is for everybody to read.
CREATE OR REPLACE FUNCTION audits.is_released(of_request_id bigint)
RETURNS boolean
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = audits, pg_temp
AS $$
    SELECT EXISTS (
        SELECT FROM audits.rule_decision AS made
        WHERE made.request_id = of_request_id AND made.decision = 'released'
    )
$$;

-- audits/sql/functions/judge_flag.sql
-- Records that somebody verified a flag: it is so, or it is dismissed for a reason. Who may judge
-- the flags of a book, and never who drafted, reviewed or posted something in it (promise 6): whose
-- money is in doubt does not say that all is well. A later judgement stands in place of an earlier.
CREATE OR REPLACE FUNCTION audits.judge_flag(
    of_book_id integer, of_flag_id bigint, of_outcome text, of_reason text, of_note text
)
RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = audits, pg_temp
AS $$
DECLARE
    judge text := ledger.check_power_in('judge', of_book_id);
    judged bigint;
BEGIN
    IF NOT EXISTS (
        SELECT FROM audits.flag WHERE book_id = of_book_id AND flag_id = of_flag_id
    ) THEN
        PERFORM ledger.refuse(11, 'unknown_flag', jsonb_build_object('flag', of_flag_id));
    END IF;
    IF EXISTS (
        SELECT FROM ledger.import_batch AS batch
        WHERE batch.book_id = of_book_id
            AND judge IN (batch.recorded_by, batch.reviewed_by, batch.posted_by)
    ) THEN
        PERFORM ledger.refuse(6, 'judge_of_own_book', jsonb_build_object('login', judge));
    END IF;
    IF coalesce(btrim(of_note), '') = '' THEN
        PERFORM ledger.refuse(6, 'reason_missing', '{}'::jsonb);
    END IF;
    IF of_outcome NOT IN ('confirmed', 'dismissed')
        OR (of_outcome = 'dismissed') <> (of_reason IS NOT NULL)
        OR of_reason NOT IN ('data_lag', 'lawful_exception', 'rule_defect', 'other')
    THEN
        PERFORM ledger.refuse(6, 'judgement_incomplete', '{}'::jsonb);
    END IF;
    INSERT INTO audits.flag_judgement (
        book_id, flag_id, recorded_at, recorded_by, outcome, reason, note
    )
    VALUES (
        of_book_id, of_flag_id, clock_timestamp(), judge, of_outcome, of_reason, btrim(of_note)
    )
    RETURNING judgement_id INTO judged;
    RETURN judged;
END
$$;

-- audits/sql/functions/record_referral.sql
-- Records whether a confirmed flag is referred, or how a referral went on. Who may refer, and none
-- else, reads it again: whoever was audited does not learn of it here.
CREATE OR REPLACE FUNCTION audits.record_referral(
    of_book_id integer, of_flag_id bigint, of_step text, on_day date, to_receiver text,
    of_note text
)
RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = audits, pg_temp
AS $$
DECLARE
    referrer text := ledger.check_power_in('refer', of_book_id);
    receiver text := nullif(btrim(to_receiver), '');
    sent_on date;
    recorded bigint;
BEGIN
    IF NOT coalesce((
        SELECT outcome = 'confirmed'
        FROM audits.flag_judgement
        WHERE book_id = of_book_id AND flag_id = of_flag_id
        ORDER BY judgement_id DESC
        LIMIT 1
    ), FALSE) THEN
        PERFORM ledger.refuse(6, 'referral_of_doubt', jsonb_build_object('flag', of_flag_id));
    END IF;
    IF coalesce(btrim(of_note), '') = '' THEN
        PERFORM ledger.refuse(6, 'reason_missing', '{}'::jsonb);
    END IF;
    IF on_day IS NULL OR on_day > ledger.today_in_beijing() THEN
        PERFORM ledger.refuse(6, 'referral_day', '{}'::jsonb);
    END IF;
    SELECT max(occurred_on) INTO sent_on
    FROM audits.referral_step
    WHERE book_id = of_book_id AND flag_id = of_flag_id AND step = 'sent';
    IF of_step NOT IN ('not_needed', 'sent') AND coalesce(on_day < sent_on, TRUE) THEN
        PERFORM ledger.refuse(6, 'referral_not_sent', '{}'::jsonb);
    END IF;
    IF (of_step IN ('sent', 'passed_on')) <> (receiver IS NOT NULL) THEN
        PERFORM ledger.refuse(6, 'referral_receiver', '{}'::jsonb);
    END IF;
    INSERT INTO audits.referral_step (
        book_id, flag_id, recorded_at, recorded_by, step, occurred_on, receiver, note
    )
    VALUES (
        of_book_id, of_flag_id, clock_timestamp(), referrer, of_step, on_day, receiver,
        btrim(of_note)
    )
    RETURNING referral_step_id INTO recorded;
    RETURN recorded;
END
$$;

-- audits/sql/functions/refresh_statistics.sql
-- Has the planner look again at tables that have grown by a tenth since it last did. A run right
-- after a large import would else be planned for a small ledger, which can take it hours.
CREATE OR REPLACE FUNCTION audits.refresh_statistics()
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = audits, pg_temp
-- Runs and jobs call it with row security off, past which the owner may not read.
SET row_security = on
AS $$
DECLARE
    grown regclass;
    refreshed integer := 0;
BEGIN
    FOR grown IN
        SELECT relid
        FROM pg_stat_all_tables
        WHERE schemaname IN ('ledger', 'audits')
            AND n_mod_since_analyze > 1000 + n_live_tup / 10
    LOOP
        EXECUTE format('ANALYZE %s', grown);
        refreshed := refreshed + 1;
    END LOOP;
    RETURN refreshed;
END
$$;

-- audits/sql/functions/take_rule_request.sql
-- A request about a rule; two who decide on it at once take their turn.
CREATE OR REPLACE FUNCTION audits.take_rule_request(of_request_id bigint)
RETURNS audits.rule_request
LANGUAGE plpgsql
SET search_path = audits, pg_temp
AS $$
DECLARE
    taken audits.rule_request;
BEGIN
    SELECT * INTO taken
    FROM audits.rule_request
    WHERE request_id = of_request_id
    FOR UPDATE;
    IF taken.request_id IS NULL THEN
        PERFORM ledger.refuse(
            11, 'unknown_rule_request', jsonb_build_object('request', of_request_id)
        );
    END IF;
    RETURN taken;
END
$$;

-- ledger/sql/functions/act_on_period.sql
-- Records an act on a month (202403) or year (2024) of a book, under the lock of its head: it waits
-- for postings under way, and later ones find what it did. Whether it is in order is asked by the
-- trigger of the table.
CREATE OR REPLACE FUNCTION ledger.act_on_period(
    of_book_id integer, wanted_act text, of_period integer, act_reason text
)
RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    author text := ledger.check_power_in('close', of_book_id);
    written bigint;
BEGIN
    INSERT INTO ledger.period_closing (
        book_id, log_position, recorded_at, recorded_by, act, period, reason
    )
    SELECT
        of_book_id, taken.base + 1, taken.recorded_at, author, wanted_act, of_period, act_reason
    FROM ledger.take_positions(ARRAY[of_book_id], ARRAY[1]) AS taken
    RETURNING log_position INTO STRICT written;
    RETURN written;
END
$$;

-- ledger/sql/functions/acting_login.sql
-- Who acts: whoever has the session whose token the transaction names; null if nobody does.
-- Nothing else that the application says of who acts is believed.
CREATE OR REPLACE FUNCTION ledger.acting_login()
RETURNS text
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    RETURN (
        SELECT session.login
        FROM ledger.live_session AS session
        WHERE session.token_sha256
            = sha256(convert_to(current_setting('mingzhang.session', TRUE), 'UTF8'))
    );
END
$$;

-- ledger/sql/functions/add_first_administrator.sql
-- Makes one of the first two security administrators out of an account: the operator asks and the
-- command releases, which both stand in the facts. From then on two persons ask and release.
CREATE OR REPLACE FUNCTION ledger.add_first_administrator(of_login text, at_division_id text)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    asked_id bigint;
BEGIN
    LOCK TABLE ledger.right_held IN SHARE ROW EXCLUSIVE MODE;
    IF 2 <= (
        SELECT count(DISTINCT held.login)
        FROM ledger.right_held AS held
        INNER JOIN ledger.user_account AS account ON held.login = account.login
        WHERE held.role = 'security_administrator' AND account.disabled_at IS NULL
            AND (held.ends_on IS NULL OR held.ends_on >= ledger.today_in_beijing())
    ) THEN
        PERFORM ledger.refuse(6, 'administrators_there', '{}'::jsonb);
    END IF;
    INSERT INTO ledger.right_request (
        recorded_at, recorded_by, kind, login, role, division_id, with_subtree, reason
    )
    VALUES (
        clock_timestamp(), 'operator', 'grant', of_login, 'security_administrator',
        at_division_id, TRUE, 'mingzhang user first'
    )
    RETURNING request_id INTO asked_id;
    INSERT INTO ledger.right_decision (
        request_id, recorded_at, recorded_by, decision, reason
    )
    VALUES (
        asked_id, clock_timestamp(), 'mingzhang user first', 'released', 'mingzhang user first'
    );
END
$$;

-- ledger/sql/functions/add_user.sql
-- A security administrator adds an account; false where the login is taken.
CREATE OR REPLACE FUNCTION ledger.add_user(
    new_login text, new_name text, of_division_id text, new_salt bytea, new_passes integer,
    new_memory_kib integer, new_lanes integer, new_verifier bytea
)
RETURNS boolean
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    acting text := ledger.check_account_power(NULL, of_division_id, FALSE);
BEGIN
    IF NOT ledger.write_account(
        acting, new_login, new_name, of_division_id, new_salt, new_passes, new_memory_kib,
        new_lanes, new_verifier
    ) THEN
        RETURN FALSE;
    END IF;
    PERFORM ledger.record_access(
        'user_added', NULL, new_login, jsonb_build_object('division', of_division_id)
    );
    RETURN TRUE;
END
$$;

-- ledger/sql/functions/adjusted_amount.sql
-- What the standing adjustments of a transfer come to, in yuan: less than nothing where they take
-- more than they add. The transfer is an issue or, on the received side, the source it became.
CREATE OR REPLACE FUNCTION ledger.adjusted_amount(
    of_book_id integer, on_side text, of_transfer_id bigint
)
RETURNS numeric
LANGUAGE sql
STABLE
AS $$
    SELECT coalesce(
        sum(
            CASE adjustment.kind WHEN 'addition' THEN adjustment.amount ELSE -adjustment.amount END
        ),
        0
    )
    FROM ledger.transfer_adjustment AS adjustment
    WHERE adjustment.book_id = of_book_id AND adjustment.side = on_side
        AND (
            (on_side = 'issued' AND adjustment.transfer_issue_id = of_transfer_id)
            OR (on_side = 'received' AND adjustment.source_id = of_transfer_id)
        )
        AND NOT EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = adjustment.book_id
                AND undoing.reverses_id = adjustment.voucher_id
        );
$$;

-- ledger/sql/functions/apply_right_decision.sql
-- Promise 6 for rights: whoever asked for a right, and whoever it is for, does not decide on it;
-- only who asked takes it back. The three administrators are persons of their own: whoever is one
-- holds no other role. A right that was released is in force from now on, one that was withdrawn no
-- longer.
CREATE OR REPLACE FUNCTION ledger.apply_right_decision()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    administrators constant text[] := ARRAY[
        'system_administrator', 'security_administrator', 'audit_administrator'
    ];
    asked ledger.right_request;
    said jsonb;
BEGIN
    SELECT * INTO STRICT asked
    FROM ledger.right_request
    WHERE request_id = new.request_id;
    said := jsonb_build_object('login', new.recorded_by, 'request', new.request_id);
    IF EXISTS (
        SELECT FROM ledger.right_decision AS made WHERE made.request_id = new.request_id
    ) THEN
        PERFORM ledger.refuse(6, 'right_decided', said);
    END IF;
    IF new.decision = 'withdrawn' AND new.recorded_by <> asked.recorded_by THEN
        PERFORM ledger.refuse(6, 'right_of_other_asker', said);
    END IF;
    IF new.decision <> 'withdrawn' AND new.recorded_by IN (asked.recorded_by, asked.login) THEN
        PERFORM ledger.refuse(6, 'right_own_request', said);
    END IF;
    IF new.decision = 'released' AND asked.kind = 'grant' THEN
        -- Two rights of one person that are released at once take their turn.
        PERFORM FROM ledger.user_account WHERE login = asked.login FOR UPDATE;
        IF EXISTS (
            SELECT FROM ledger.right_held AS held
            WHERE held.login = asked.login AND held.role <> asked.role
                AND (held.role = ANY(administrators) OR asked.role = ANY(administrators))
                AND (held.ends_on IS NULL OR held.ends_on >= ledger.today_in_beijing())
        ) THEN
            PERFORM ledger.refuse(
                6, 'administrators_apart', said || jsonb_build_object('login', asked.login)
            );
        END IF;
        INSERT INTO ledger.right_held (
            login, role, division_id, with_subtree, ends_on, request_id
        )
        VALUES (
            asked.login, asked.role, asked.division_id, asked.with_subtree, asked.ends_on,
            asked.request_id
        )
        ON CONFLICT (login, role, division_id) DO UPDATE SET
            with_subtree = excluded.with_subtree,
            ends_on = excluded.ends_on,
            request_id = excluded.request_id;
    ELSIF new.decision = 'released' THEN
        DELETE FROM ledger.right_held
        WHERE login = asked.login AND role = asked.role AND division_id = asked.division_id;
    END IF;
    RETURN new;
END
$$;

-- ledger/sql/functions/ask_for_right.sql
-- Asks that somebody be given a role at a division, or that it be taken from them; another person
-- decides. Nobody asks for themselves (promise 6). Returns the request's number.
CREATE OR REPLACE FUNCTION ledger.ask_for_right(
    of_kind text, of_login text, of_role text, at_division_id text, is_with_subtree boolean,
    until date, of_reason text
)
RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    asker text := ledger.check_right_power('right', at_division_id, is_with_subtree);
    said jsonb := jsonb_build_object(
        'login', of_login, 'role', of_role, 'division', at_division_id, 'day', until
    );
    asked bigint;
BEGIN
    IF asker = of_login THEN
        PERFORM ledger.refuse(6, 'right_for_oneself', said);
    END IF;
    IF coalesce(btrim(of_reason), '') = '' THEN
        PERFORM ledger.refuse(6, 'reason_missing', '{}'::jsonb);
    END IF;
    IF NOT EXISTS (SELECT FROM ledger.role_power AS known WHERE known.role = of_role) THEN
        PERFORM ledger.refuse(11, 'unknown_role', said);
    END IF;
    IF NOT EXISTS (SELECT FROM ledger.user_account AS known WHERE known.login = of_login) THEN
        PERFORM ledger.refuse(11, 'unknown_login', said);
    END IF;
    -- A township has no book of its own: a right there reaches its county's, which is for who makes
    -- out the township's papers and for nobody else.
    IF of_role <> 'township_officer' AND EXISTS (
        SELECT FROM ledger.division AS place
        WHERE place.division_id = at_division_id AND place.level = 'township'
    ) THEN
        PERFORM ledger.refuse(11, 'right_not_at_township', said);
    END IF;
    IF of_kind = 'grant' AND until < ledger.today_in_beijing() THEN
        PERFORM ledger.refuse(11, 'right_ends_before_today', said);
    END IF;
    IF of_kind = 'withdraw' AND NOT EXISTS (
        SELECT FROM ledger.right_held AS held
        WHERE held.login = of_login AND held.role = of_role AND held.division_id = at_division_id
    ) THEN
        PERFORM ledger.refuse(11, 'right_not_held', said);
    END IF;
    INSERT INTO ledger.right_request (
        recorded_at, recorded_by, kind, login, role, division_id, with_subtree, ends_on, reason
    )
    VALUES (
        clock_timestamp(), asker, of_kind, of_login, of_role, at_division_id, is_with_subtree,
        CASE WHEN of_kind = 'grant' THEN until END, btrim(of_reason)
    )
    RETURNING request_id INTO asked;
    RETURN asked;
END
$$;

-- ledger/sql/functions/attach_file.sql
-- Records that a voucher stands on a file whose content the store has by now. Returns the place of
-- the new row; null where the voucher had this file already.
CREATE OR REPLACE FUNCTION ledger.attach_file(
    of_book_id integer,
    of_voucher_id bigint,
    of_sha256 text,
    of_file_name text,
    of_size bigint,
    of_media_type text
)
RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    author text := ledger.check_power_in('attach', of_book_id);
    written bigint;
BEGIN
    -- Whoever hands in the same file at the same moment waits here, and takes no position in vain.
    PERFORM 1 FROM ledger.book_head AS head WHERE head.book_id = of_book_id FOR UPDATE;
    IF EXISTS (
        SELECT FROM ledger.attachment AS known
        WHERE known.book_id = of_book_id AND known.voucher_id = of_voucher_id
            AND known.sha256 = of_sha256 AND known.file_name IS NOT NULL
    ) THEN
        RETURN NULL;
    END IF;

    INSERT INTO ledger.attachment_content (sha256, size, media_type, stored_at, stored_by)
    VALUES (of_sha256, of_size, of_media_type, clock_timestamp(), author)
    ON CONFLICT DO NOTHING;

    INSERT INTO ledger.attachment (
        book_id, log_position, recorded_at, recorded_by, voucher_id, sha256, file_name
    )
    SELECT
        of_book_id, taken.base + 1, taken.recorded_at, author, of_voucher_id, of_sha256,
        of_file_name
    FROM ledger.take_positions(ARRAY[of_book_id], ARRAY[1]) AS taken
    RETURNING log_position INTO written;
    RETURN written;
END
$$;

-- ledger/sql/functions/attach_papers.sql
-- Records the fingerprints of papers that the posted payments name, under their vouchers.
CREATE OR REPLACE FUNCTION ledger.attach_papers(author text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    IF NOT EXISTS (SELECT FROM staged_disbursements WHERE attachments IS NOT NULL) THEN
        RETURN;
    END IF;
    WITH paper AS MATERIALIZED (
        SELECT DISTINCT ON (paid.book_id, paid.voucher_id, fingerprint.sha256)
            paid.book_id, batch.import_id, staged.row_number, paid.voucher_id, fingerprint.sha256
        FROM staged_disbursements AS staged
        INNER JOIN paid_batch AS batch ON staged.batch = batch.batch
        INNER JOIN ledger.disbursement AS paid
            ON batch.book_id = paid.book_id
            AND staged.external_reference = paid.external_reference
        CROSS JOIN LATERAL unnest(string_to_array(staged.attachments, ' ')) AS fingerprint (sha256)
        ORDER BY paid.book_id, paid.voucher_id, fingerprint.sha256, staged.row_number
    ),
    taken AS MATERIALIZED (
        SELECT * FROM ledger.reserve_positions((SELECT array_agg(book_id) FROM paper))
    )
    INSERT INTO ledger.attachment (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, voucher_id, sha256
    )
    SELECT
        paper.book_id,
        taken.base + row_number() OVER (PARTITION BY paper.book_id ORDER BY paper.row_number),
        taken.recorded_at, author, paper.import_id, paper.row_number, paper.voucher_id,
        paper.sha256
    FROM paper
    INNER JOIN taken ON paper.book_id = taken.book_id;
END
$$;

-- ledger/sql/functions/await_same_file.sql
-- Promise 7: the same content is taken once, also where it is sent twice at the same moment. Waits
-- until no other transaction of somebody who is signed in is at it; held until this one ends.
CREATE OR REPLACE FUNCTION ledger.await_same_file(sha256_of_content text)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    PERFORM ledger.check_signed_in();
    PERFORM pg_advisory_xact_lock(hashtextextended(sha256_of_content, 0));
END
$$;

-- ledger/sql/functions/balances_as_of.sql
-- What stood on the accounts of a book by a day, as known at a moment: debits less credits, of each
-- source as a whole (project_id 0) and of each project.
-- Slices of the log that were known whole are looked up, one row an account; the stretch in which
-- the moment falls and the end of the log are read entry by entry. So it is exact however far the
-- log is rolled up, and what it reads does not grow with the ledger.
-- No sources named: all; no projects named: all, and the whole. No day or moment: up to now.
CREATE OR REPLACE FUNCTION ledger.balances_as_of(
    of_book_id integer, of_source_ids bigint[], of_project_ids bigint[],
    happened_by date, known_by timestamptz
)
RETURNS TABLE (source_id bigint, project_id bigint, kind text, amount numeric)
LANGUAGE plpgsql
STABLE
-- Slices and stretches are found by key (LATERAL ... OFFSET 0), however little the planner knows.
SET enable_seqscan = off
AS $$
#variable_conflict use_column
BEGIN
    IF happened_by IS NULL AND known_by IS NULL THEN
        -- The postings keep it themselves.
        RETURN QUERY
        SELECT standing.source_id, each.project_id, standing.kind, sum(standing.amount)
        FROM ledger.balance AS standing
        CROSS JOIN LATERAL (
            VALUES (0::bigint), (nullif(standing.project_id, 0))
        ) AS each (project_id)
        WHERE standing.book_id = of_book_id
            AND (of_source_ids IS NULL OR standing.source_id = ANY(of_source_ids))
            AND each.project_id IS NOT NULL
            AND (of_project_ids IS NULL OR each.project_id = ANY(of_project_ids))
        GROUP BY standing.source_id, each.project_id, standing.kind;
        RETURN;
    END IF;
    happened_by := coalesce(happened_by, 'infinity');
    known_by := coalesce(known_by, 'infinity');
    RETURN QUERY
    WITH RECURSIVE counted AS MATERIALIZED (
        SELECT
            each.level, coalesce(last_one.slice_number + 1, 0) AS slices,
            CASE
                WHEN each.level > 0
                    THEN ledger.slice_positions(each.level) / ledger.slice_positions(each.level - 1)
            END AS children
        FROM generate_series(0, 10) AS each (level)
        LEFT JOIN LATERAL (
            SELECT slice.slice_number
            FROM ledger.balance_slice AS slice
            WHERE slice.book_id = of_book_id AND slice.level = each.level
            ORDER BY slice.slice_number DESC
            LIMIT 1
        ) AS last_one ON TRUE
    ),
    visited AS (
        -- What no slice of the next level covers, and below it what it knows only in part.
        SELECT slice.level, slice.slice_number, slice.first_recorded_at, slice.last_recorded_at
        FROM counted
        INNER JOIN counted AS above ON above.level = counted.level + 1
        CROSS JOIN LATERAL (
            SELECT known.*
            FROM ledger.balance_slice AS known
            WHERE known.book_id = of_book_id AND known.level = counted.level
                AND known.slice_number >= above.slices * above.children
            OFFSET 0
        ) AS slice
        WHERE counted.slices > 0
        UNION ALL
        SELECT slice.level, slice.slice_number, slice.first_recorded_at, slice.last_recorded_at
        FROM visited
        INNER JOIN counted AS own ON visited.level = own.level
        CROSS JOIN LATERAL (
            SELECT known.*
            FROM ledger.balance_slice AS known
            WHERE known.book_id = of_book_id AND known.level = visited.level - 1
                AND known.slice_number >= visited.slice_number * own.children
                AND known.slice_number < (visited.slice_number + 1) * own.children
            OFFSET 0
        ) AS slice
        WHERE visited.first_recorded_at <= known_by AND visited.last_recorded_at > known_by
    ),
    whole AS MATERIALIZED (
        SELECT visited.level, visited.slice_number
        FROM visited
        WHERE visited.last_recorded_at <= known_by
    ),
    stretch AS MATERIALIZED (
        SELECT
            visited.slice_number * ledger.slice_positions(0) + 1 AS first_position,
            (visited.slice_number + 1) * ledger.slice_positions(0) AS last_position
        FROM visited
        WHERE visited.level = 0
            AND visited.first_recorded_at <= known_by AND visited.last_recorded_at > known_by
        UNION ALL
        SELECT counted.slices * ledger.slice_positions(0) + 1, 9223372036854775807
        FROM counted
        WHERE counted.level = 0
    ),
    account AS MATERIALIZED (
        SELECT DISTINCT standing.source_id, each.project_id, standing.kind
        FROM ledger.balance AS standing
        CROSS JOIN LATERAL (
            VALUES (0::bigint), (nullif(standing.project_id, 0))
        ) AS each (project_id)
        WHERE standing.book_id = of_book_id
            AND (of_source_ids IS NULL OR standing.source_id = ANY(of_source_ids))
            AND each.project_id IS NOT NULL
            AND (of_project_ids IS NULL OR each.project_id = ANY(of_project_ids))
    ),
    moved AS (
        SELECT account.source_id, account.project_id, account.kind, summed.amount
        FROM account
        CROSS JOIN whole
        CROSS JOIN LATERAL (
            SELECT by_day.amount
            FROM ledger.balance_slice_day AS by_day
            WHERE by_day.book_id = of_book_id AND by_day.level = whole.level
                AND by_day.slice_number = whole.slice_number
                AND by_day.project_id = account.project_id
                AND by_day.source_id = account.source_id AND by_day.kind = account.kind
                AND by_day.day <= happened_by
            ORDER BY by_day.day DESC
            LIMIT 1
        ) AS summed
        UNION ALL
        SELECT entry.source_id, side.project_id, side.kind, side.amount
        FROM stretch
        CROSS JOIN LATERAL (
            SELECT written.*
            FROM ledger.entry AS written
            WHERE written.book_id = of_book_id
                AND written.log_position BETWEEN stretch.first_position AND stretch.last_position
            OFFSET 0
        ) AS entry
        CROSS JOIN LATERAL (
            VALUES
            (entry.debit_kind, 0, entry.amount),
            (entry.credit_kind, 0, -entry.amount),
            (entry.debit_kind, entry.debit_project_id, entry.amount),
            (entry.credit_kind, entry.credit_project_id, -entry.amount)
        ) AS side (kind, project_id, amount)
        WHERE entry.recorded_at <= known_by AND entry.occurred_on <= happened_by
            AND (of_source_ids IS NULL OR entry.source_id = ANY(of_source_ids))
            AND side.project_id IS NOT NULL
            AND (of_project_ids IS NULL OR side.project_id = ANY(of_project_ids))
    )
    SELECT moved.source_id, moved.project_id, moved.kind, sum(moved.amount)
    FROM moved
    GROUP BY moved.source_id, moved.project_id, moved.kind;
END
$$;

-- ledger/sql/functions/begin_data_keys.sql
-- Gives a ledger that has no data keys its first two, wrapped with the master key of that
-- fingerprint; where there are some, nothing is changed.
CREATE OR REPLACE FUNCTION ledger.begin_data_keys(
    sealing bytea, matching bytea, fingerprint bytea
)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    -- Nothing is locked where there are keys: anybody may ask for this.
    IF EXISTS (SELECT FROM ledger.data_key) THEN
        RETURN;
    END IF;
    -- Two may be the first: one pair of keys is kept.
    LOCK TABLE ledger.data_key IN SHARE ROW EXCLUSIVE MODE;
    INSERT INTO ledger.data_key (purpose, version, wrapped, master_fingerprint, created_at)
    SELECT first_key.purpose, 1, first_key.wrapped, fingerprint, clock_timestamp()
    FROM (VALUES ('seal', sealing), ('match', matching)) AS first_key (purpose, wrapped)
    WHERE NOT EXISTS (SELECT FROM ledger.data_key);
END
$$;

-- ledger/sql/functions/begin_import.sql
-- Prepares what an import keeps through its transaction: the staging tables that rows are copied
-- into (given with their columns; those of streamed sheets take rows until the end), and its own:
-- which book has which import, which row opened which voucher, what its payments have named so
-- far. All belong to the owner, so that nobody else puts a table of their own in their place.
-- Under a draft the import is that of its drafter, and whoever posts it may do so (promise 6);
-- without one it is a trial of whoever acts, which cannot be committed. A draft has one import in a
-- transaction: what a first one posted could be forgotten by throwing its tables away.
CREATE OR REPLACE FUNCTION ledger.begin_import(
    of_draft_id bigint, name_of_file text, sha256_of_file text, is_partial boolean, staging jsonb
)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    staged record;
    mine text;
    posting ledger.draft;
BEGIN
    FOR staged IN
        SELECT listed.key AS name, listed.value AS columns
        FROM jsonb_each(staging) AS listed
    LOOP
        IF staged.name !~ '^staged_[a-z_]+$' OR EXISTS (
            SELECT FROM jsonb_array_elements(staged.columns) AS listed
            WHERE listed ->> 1 !~ '^(text|date|bytea|boolean|smallint|integer|numeric(\(18,[23]\))?)$'
        ) THEN
            RAISE EXCEPTION 'no staging table can be made of %', staged;
        END IF;
        EXECUTE format(
            'CREATE TEMPORARY TABLE %I (%s) ON COMMIT DROP', staged.name,
            (
                SELECT string_agg(format('%I %s', listed ->> 0, listed ->> 1), ', ' ORDER BY nth)
                FROM jsonb_array_elements(staged.columns) WITH ORDINALITY AS each (listed, nth)
            )
        );
    END LOOP;
    CREATE TEMPORARY TABLE staged_faulty (sheet text) ON COMMIT DROP;
    mine := quote_ident((
        SELECT schema.nspname FROM pg_namespace AS schema WHERE schema.oid = pg_my_temp_schema()
    ));
    EXECUTE format('GRANT INSERT ON ALL TABLES IN SCHEMA %s TO mingzhang_app', mine);

    CREATE TEMPORARY TABLE staged_problem (
        sheet_number smallint, row_number integer, column_key text, code text, details jsonb
    ) ON COMMIT DROP;
    CREATE TEMPORARY TABLE staged_book (
        division_id text PRIMARY KEY, book_id integer, import_id bigint
    ) ON COMMIT DROP;
    -- Whoever imports may ask what it comes to.
    GRANT SELECT ON staged_problem, staged_book TO mingzhang_app;
    CREATE TEMPORARY TABLE staged_import (
        draft_id bigint, author text, reviewed_by text, posted_by text, file_name text,
        file_sha256 text, partial boolean, frozen boolean
    ) ON COMMIT DROP;
    CREATE TEMPORARY TABLE staged_digest (
        nth integer GENERATED ALWAYS AS IDENTITY, digest bytea
    ) ON COMMIT DROP;
    -- The personal numbers that it brings, which go into the vault at its end.
    CREATE TEMPORARY TABLE brought_number (kind text, hashed bytea, sealed bytea) ON COMMIT DROP;
    CREATE TEMPORARY TABLE staged_voucher (
        book_id integer, voucher_id bigint, sheet_number smallint, row_number integer
    ) ON COMMIT DROP;
    -- The keys tell the planner what it would otherwise need statistics for.
    CREATE TEMPORARY TABLE paid_party (
        party integer PRIMARY KEY, payee_id bigint, bank_account_id bigint, payee_name text,
        payee_code text
    ) ON COMMIT DROP;
    CREATE TEMPORARY TABLE paid_batch (
        batch integer PRIMARY KEY, book_id integer, import_id bigint, voucher_id bigint,
        recorded_at timestamptz, batch_no text, occurred_on date, project_id bigint,
        source_id bigint, contract_id bigint, claim_id bigint, stage text, method text,
        cash_purpose text, purpose text, approved_on date, approved_by text,
        approval_limit numeric(18, 2), period_from date
    ) ON COMMIT DROP;
    CREATE TEMPORARY TABLE own_voucher (
        sheet_number smallint, row_number integer, voucher_id bigint, recorded_at timestamptz,
        PRIMARY KEY (sheet_number, row_number)
    ) ON COMMIT DROP;
    CREATE TEMPORARY TABLE refused_batch (
        batch integer, column_key text, code text, details jsonb
    ) ON COMMIT DROP;

    IF of_draft_id IS NULL THEN
        INSERT INTO staged_import
        VALUES (
            NULL, ledger.acting_login(), NULL, NULL, name_of_file, sha256_of_file, is_partial, FALSE
        );
    ELSE
        posting := ledger.take_reviewed_draft(of_draft_id);
        IF posting.posted_in = pg_current_xact_id()::text::bigint THEN
            PERFORM ledger.refuse(
                6, 'not_as_reviewed', jsonb_build_object('draft', of_draft_id)
            );
        END IF;
        UPDATE ledger.draft SET posted_in = pg_current_xact_id()::text::bigint
        WHERE draft_id = of_draft_id;
        INSERT INTO staged_import
        VALUES (
            of_draft_id, posting.drafted_by, posting.reviewed_by, ledger.acting_login(),
            posting.name, posting.content_sha256, posting.partial, FALSE
        );
    END IF;
END
$$;

-- ledger/sql/functions/begin_session.sql
-- Begins a session for somebody who has proved who they are, after their wrong attempts are
-- forgiven if nothing more is asked of them; sessions that have ended are cleared away with it.
CREATE OR REPLACE FUNCTION ledger.begin_session(
    of_login text, what_for text, token bytea, forms text, seen_address text, seen_agent text
)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    IF what_for <> 'second_factor' THEN
        DELETE FROM ledger.sign_in_brake AS brake
        WHERE brake.login = of_login;
        UPDATE ledger.user_secret AS secret
        SET last_signed_in_at = clock_timestamp()
        WHERE secret.login = of_login;
        PERFORM ledger.note_sign_in(of_login, 'signed_in');
    END IF;
    DELETE FROM ledger.web_session AS ended
    WHERE NOT EXISTS (
        SELECT FROM ledger.begun_session AS live
        WHERE live.token_sha256 = ended.token_sha256
    );
    INSERT INTO ledger.web_session (
        token_sha256, login, purpose, form_token, address, agent, created_at, last_seen_at
    )
    VALUES (
        token, of_login, what_for, forms, left(seen_address, 64), left(seen_agent, 300),
        clock_timestamp(), clock_timestamp()
    );
END
$$;

-- ledger/sql/functions/books_of.sql
-- The books in which whoever acts holds a power; none where nobody does. Policies ask it once a
-- statement, so that books nobody may see cost nothing.
CREATE OR REPLACE FUNCTION ledger.books_of(of_power text)
RETURNS integer[]
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    RETURN coalesce((
        SELECT array_agg(DISTINCT reach.book_id)
        FROM ledger.live_session AS session
        INNER JOIN ledger.power_held AS held
            ON session.login = held.login AND held.power = of_power
        INNER JOIN ledger.book_reach AS reach
            ON held.division_id = reach.division_id AND (reach.own OR held.with_subtree)
        WHERE session.token_sha256
            = sha256(convert_to(current_setting('mingzhang.session', TRUE), 'UTF8'))
    ), '{}');
END
$$;

-- ledger/sql/functions/bounced_of_payment.sql
-- What of a payment bounced up to a day, in yuan; reversed refunds do not count.
CREATE OR REPLACE FUNCTION ledger.bounced_of_payment(
    of_book_id integer, of_disbursement_id bigint, up_to date DEFAULT 'infinity'
)
RETURNS numeric
LANGUAGE sql
STABLE
AS $$
    SELECT coalesce(sum(refund.amount), 0)
    FROM ledger.standing_refunds(of_book_id, of_disbursement_id) AS refund
    WHERE refund.kind = 'bounced' AND refund.occurred_on <= up_to;
$$;

-- ledger/sql/functions/carry_sources_over.sql
-- Opens the sources that the carry-overs of the table `taking` go on under, each under the voucher
-- of its row. A row that names no new document keeps the old one, marked with the year that closes.
-- Lines of a document are numbered on, so that each new source can be named.
CREATE OR REPLACE FUNCTION ledger.carry_sources_over()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    CREATE TEMPORARY TABLE carrying AS
    SELECT
        taking.ordinal,
        taking.book_id,
        taking.sheet_number,
        taking.row_number,
        taking.voucher_id,
        taking.opened_at,
        taking.amount,
        taking.occurred_on,
        taking.evidence,
        taking.source_id AS parent_source_id,
        'carry_over|' || taking.external_reference AS external_reference,
        parent.fund_line_id,
        parent.purpose,
        coalesce(
            taking.new_document_no,
            -- A year is closed by what happens in its December or within the months after it.
            regexp_replace(parent.document_no, '〔\d{4}年结转〕$', '') || format(
                '〔%s年结转〕', extract(YEAR FROM taking.occurred_on - interval '11 months')
            )
        ) AS document_no
    FROM taking
    INNER JOIN ledger.source AS parent
        ON taking.book_id = parent.book_id AND taking.source_id = parent.log_position
    WHERE taking.kind = 'carry_over';
    PERFORM ledger.place_rows('carrying');

    INSERT INTO ledger.source (
        book_id, log_position, recorded_at, voucher_id, import_row, external_reference, kind,
        fund_line_id, document_no, document_line, amount, occurred_on, purpose, evidence,
        parent_source_id
    )
    SELECT
        carrying.book_id, carrying.log_position, carrying.opened_at, carrying.voucher_id,
        carrying.row_number, carrying.external_reference, 'carry_over',
        carrying.fund_line_id, carrying.document_no,
        coalesce(known.last_line, 0) + row_number() OVER (
            PARTITION BY carrying.book_id, carrying.document_no ORDER BY carrying.ordinal
        ),
        carrying.amount, carrying.occurred_on, carrying.purpose, carrying.evidence,
        carrying.parent_source_id
    FROM carrying
    LEFT JOIN LATERAL (
        SELECT max(source.document_line) AS last_line
        FROM ledger.source AS source
        WHERE source.book_id = carrying.book_id AND source.document_no = carrying.document_no
    ) AS known ON TRUE;

    UPDATE taking SET new_source_id = carrying.log_position
    FROM carrying
    WHERE taking.ordinal = carrying.ordinal;
    DROP TABLE carrying;
END
$$;

-- ledger/sql/functions/change_password.sql
-- Replaces the acting person's password, for the old one, and ends every session of theirs.
CREATE OR REPLACE FUNCTION ledger.change_password(
    proof bytea, new_salt bytea, new_passes integer, new_memory_kib integer, new_lanes integer,
    new_verifier bytea
)
RETURNS TABLE (outcome text, locked_until timestamptz)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    acting text;
BEGIN
    SELECT presented.login INTO acting
    FROM ledger.presented_session() AS presented
    WHERE presented.purpose IN ('work', 'password_change');
    IF NOT FOUND THEN
        outcome := 'no_session';
        RETURN NEXT;
        RETURN;
    END IF;
    SELECT proved.outcome, proved.locked_until INTO outcome, locked_until
    FROM ledger.prove_password(acting, proof) AS proved;
    IF outcome = 'right' THEN
        UPDATE ledger.user_secret AS secret
        SET salt = new_salt, passes = new_passes, memory_kib = new_memory_kib, lanes = new_lanes,
            verifier = new_verifier, must_change = FALSE, set_at = clock_timestamp(),
            set_by = acting
        WHERE secret.login = acting;
        DELETE FROM ledger.web_session AS session
        WHERE session.login = acting;
        DELETE FROM ledger.sign_in_brake AS brake
        WHERE brake.login = acting;
        PERFORM ledger.note_sign_in(acting, 'password_changed');
    END IF;
    RETURN NEXT;
END
$$;

-- ledger/sql/functions/check_account_power.sql
-- Promise 11 for accounts: who acts on one holds the power there, and wherever the account has
-- rights; so nobody reaches further through another's account. Promise 6: who makes up the password
-- of another, or links their account, could act as them, and so release their own requests;
-- the accounts of those who release are for the operator. Returns who acts.
CREATE OR REPLACE FUNCTION ledger.check_account_power(
    of_login text, at_division_id text, taking_over boolean
)
RETURNS text
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    acting text := ledger.acting_login();
    beyond text;
BEGIN
    IF at_division_id IS NOT NULL THEN
        PERFORM ledger.check_power('right', at_division_id);
    ELSE
        PERFORM ledger.check_power_anywhere(ARRAY['right']);
    END IF;
    SELECT held.division_id INTO beyond
    FROM ledger.power_held AS held
    WHERE held.login = of_login AND NOT ledger.holds_at('right', held.division_id)
    LIMIT 1;
    IF beyond IS NOT NULL THEN
        PERFORM ledger.refuse(
            11, 'power_lacking',
            jsonb_build_object('login', acting, 'power', 'right', 'division', beyond)
        );
    END IF;
    IF taking_over AND EXISTS (
        SELECT FROM ledger.power_held AS held
        WHERE held.login = of_login AND held.power = 'release'
    ) THEN
        PERFORM ledger.refuse(
            6, 'account_of_releaser', jsonb_build_object('login', of_login)
        );
    END IF;
    RETURN acting;
END
$$;

-- ledger/sql/functions/check_claim_steps.sql
-- A claim is checked after it was handed in, then approved or returned, and for no more than it
-- asks (promise 13).
CREATE OR REPLACE FUNCTION ledger.check_claim_steps()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    wrong record;
BEGIN
    SELECT claim.claim_code INTO wrong
    FROM (SELECT DISTINCT book_id, claim_id FROM new_rows) AS named
    INNER JOIN ledger.claim AS claim
        ON named.book_id = claim.book_id AND named.claim_id = claim.log_position
    LEFT JOIN ledger.claim_step AS checked
        ON claim.book_id = checked.book_id AND claim.log_position = checked.claim_id
        AND checked.step = 'checked'
    LEFT JOIN ledger.claim_step AS decided
        ON claim.book_id = decided.book_id AND claim.log_position = decided.claim_id
        AND decided.step IN ('approved', 'returned')
    WHERE checked.occurred_on < claim.submitted_on
        OR decided.occurred_on < greatest(claim.submitted_on, checked.occurred_on)
        OR (decided.step = 'approved' AND checked.step IS NULL)
        OR decided.amount > claim.amount
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger.refuse(13, 'claim_out_of_order', to_jsonb(wrong));
    END IF;
    RETURN NULL;
END
$$;

-- ledger/sql/functions/check_disbursement_references.sql
-- What a disbursement names must exist in its own book, and its codes must be known ones. Once a
-- statement, not row by row: the tables looked into are append-only, so what is found here cannot
-- vanish later. The payees of a statement of many rows are left to `check_imported_parties`, which
-- looks at all rows of an import at once.
-- Rows of the ledger are looked up one by one, by index (LATERAL ... LIMIT 1): the statistics of a
-- table that this very transaction is filling would mislead the planner to read all of it.
CREATE OR REPLACE FUNCTION ledger.check_disbursement_references()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    missing text;
BEGIN
    -- What online posting writes is mostly in order, and is told so without the plan of sets.
    IF (
        SELECT count(*) = 1 AND bool_and(
            paid.method IN ('direct', 'authorised', 'transfer', 'one_card', 'cash', 'unstated')
            AND paid.cash_purpose IS NULL AND paid.stage IS NULL AND paid.contract_id IS NULL
            AND EXISTS (
                SELECT FROM ledger.voucher AS known
                WHERE known.book_id = paid.book_id AND known.log_position = paid.voucher_id
                    AND known.event = 'disbursement' AND known.occurred_on = paid.occurred_on
            )
            AND EXISTS (
                SELECT FROM ledger.source AS known
                WHERE known.book_id = paid.book_id AND known.log_position = paid.source_id
            )
            AND EXISTS (
                SELECT FROM ledger.project AS known
                WHERE known.book_id = paid.book_id AND known.log_position = paid.project_id
                    AND known.log_position = known.project_id
            )
            AND EXISTS (
                SELECT FROM ledger.payee AS known
                WHERE known.book_id = paid.book_id AND known.log_position = paid.payee_id
                    AND known.log_position = known.payee_id
            )
            AND (paid.bank_account_id IS NULL OR EXISTS (
                SELECT FROM ledger.bank_account AS known
                WHERE known.book_id = paid.book_id AND known.log_position = paid.bank_account_id
            ))
        )
        FROM (SELECT * FROM new_rows LIMIT 2) AS paid
    ) THEN
        RETURN NULL;
    END IF;

    SELECT looked_up.missing INTO missing
    FROM (
        SELECT concat_ws(
            ', ',
            CASE WHEN voucher.log_position IS NULL THEN 'voucher' END,
            CASE WHEN source.log_position IS NULL THEN 'source' END,
            CASE WHEN project.log_position IS NULL THEN 'project' END,
            CASE
                WHEN named.contract_id IS NOT NULL AND contract.log_position IS NULL THEN 'contract'
            END,
            CASE WHEN named.payee_id IS NOT NULL AND payee.log_position IS NULL THEN 'payee' END,
            CASE
                WHEN named.bank_account_id IS NOT NULL AND account.log_position IS NULL
                    THEN 'bank account'
            END,
            CASE
                WHEN named.method NOT IN (
                    'direct', 'authorised', 'transfer', 'one_card', 'cash', 'unstated'
                ) THEN 'method'
            END,
            CASE
                WHEN named.cash_purpose NOT IN ('farm_produce', 'travel', 'withdrawal', 'other')
                    THEN 'cash purpose'
            END,
            CASE
                WHEN named.stage NOT IN ('advance', 'progress', 'settlement', 'retention')
                    THEN 'stage'
            END
        ) AS missing
        FROM (
            SELECT DISTINCT
                paid.book_id, paid.voucher_id, paid.occurred_on, paid.source_id, paid.project_id,
                paid.contract_id,
                CASE WHEN statement.is_short THEN paid.payee_id END AS payee_id,
                CASE WHEN statement.is_short THEN paid.bank_account_id END AS bank_account_id,
                paid.method, paid.cash_purpose, paid.stage
            FROM new_rows AS paid
            CROSS JOIN (
                SELECT count(*) <= 1000 AS is_short FROM (SELECT FROM new_rows LIMIT 1001) AS few
            ) AS statement
        ) AS named
        LEFT JOIN LATERAL (
            SELECT known.log_position
            FROM ledger.voucher AS known
            WHERE known.book_id = named.book_id AND known.log_position = named.voucher_id
                AND known.event = 'disbursement' AND known.occurred_on = named.occurred_on
            LIMIT 1
        ) AS voucher ON TRUE
        LEFT JOIN LATERAL (
            SELECT known.log_position
            FROM ledger.source AS known
            WHERE known.book_id = named.book_id AND known.log_position = named.source_id
            LIMIT 1
        ) AS source ON TRUE
        LEFT JOIN LATERAL (
            SELECT known.log_position
            FROM ledger.project AS known
            WHERE known.book_id = named.book_id AND known.log_position = named.project_id
                AND known.log_position = known.project_id
            LIMIT 1
        ) AS project ON TRUE
        LEFT JOIN LATERAL (
            SELECT known.log_position
            FROM ledger.contract AS known
            WHERE known.book_id = named.book_id AND known.log_position = named.contract_id
                AND known.log_position = known.contract_id
            LIMIT 1
        ) AS contract ON TRUE
        LEFT JOIN LATERAL (
            SELECT known.log_position
            FROM ledger.payee AS known
            WHERE known.book_id = named.book_id AND known.log_position = named.payee_id
                AND known.log_position = known.payee_id
            LIMIT 1
        ) AS payee ON TRUE
        LEFT JOIN LATERAL (
            SELECT known.log_position
            FROM ledger.bank_account AS known
            WHERE known.book_id = named.book_id AND known.log_position = named.bank_account_id
            LIMIT 1
        ) AS account ON TRUE
    ) AS looked_up
    WHERE looked_up.missing <> ''
    LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE foreign_key_violation USING
            MESSAGE = 'a disbursement names a ' || missing || ' that is not known in its book';
    END IF;
    RETURN NULL;
END
$$;

-- ledger/sql/functions/check_import_reviewed.sql
-- Promise 6, where an import is committed: it stands under a draft that another person reviewed,
-- and that was posted in this same transaction.
-- Before PostgreSQL 18 what is deferred runs as whoever commits, not as who posted.
CREATE OR REPLACE FUNCTION ledger.check_import_reviewed()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM ledger.draft AS draft
        WHERE draft.draft_id = new.draft_id AND draft.state = 'posted'
            AND draft.posted_in = pg_current_xact_id()::text::bigint
    ) THEN
        PERFORM ledger.refuse(6, 'import_not_reviewed', '{}'::jsonb);
    END IF;
    RETURN NULL;
END
$$;

-- ledger/sql/functions/check_imported_parties.sql
-- Whether every payment of this import names a payee and an account of its own book: the check that
-- `check_disbursement_references` leaves to the end of an import of many rows.
-- Each pair is one payee and at most one account, by their keys, so counting the joins tells.
CREATE OR REPLACE FUNCTION ledger.check_imported_parties()
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    payments bigint;
    accounts bigint;
    with_payee bigint;
    with_account bigint;
BEGIN
    SELECT count(*), count(paid.bank_account_id), count(payee.book_id), count(account.book_id)
    INTO payments, accounts, with_payee, with_account
    FROM (
        SELECT DISTINCT paid.book_id, paid.payee_id, paid.bank_account_id
        FROM staged_book AS book
        INNER JOIN ledger.disbursement AS paid
            ON book.book_id = paid.book_id AND paid.log_position > book.import_id
    ) AS paid
    LEFT JOIN ledger.payee AS payee
        ON paid.book_id = payee.book_id AND paid.payee_id = payee.log_position
        AND payee.log_position = payee.payee_id
    LEFT JOIN ledger.bank_account AS account
        ON paid.book_id = account.book_id AND paid.bank_account_id = account.log_position;
    IF payments <> with_payee OR accounts <> with_account THEN
        RAISE foreign_key_violation USING
            MESSAGE = 'a disbursement names a payee or bank account that is not known in its book';
    END IF;
END
$$;

-- ledger/sql/functions/check_payment_grounds.sql
-- A payment that names a contract or a claim goes to whom, for what and when these allow
-- (promise 13). Most payments name neither: they cost one look at the statement's rows.
CREATE OR REPLACE FUNCTION ledger.check_payment_grounds()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    wrong record;
BEGIN
    IF NOT EXISTS (SELECT FROM new_rows WHERE contract_id IS NOT NULL OR claim_id IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    IF EXISTS (
        SELECT
        FROM (SELECT DISTINCT book_id, claim_id FROM new_rows WHERE claim_id IS NOT NULL) AS named
        LEFT JOIN ledger.claim AS claim
            ON named.book_id = claim.book_id AND named.claim_id = claim.log_position
        WHERE claim.log_position IS NULL
    ) THEN
        RAISE foreign_key_violation USING
            MESSAGE = 'a disbursement names a claim that is not known in its book';
    END IF;

    SELECT found.* INTO wrong
    FROM (
        SELECT
            named.*,
            ledger.claim_refusal(
                named.book_id, named.claim_id, named.project_id, named.contract_id,
                named.occurred_on
            ) AS code
        FROM (
            SELECT DISTINCT book_id, claim_id, project_id, contract_id, occurred_on
            FROM new_rows
            WHERE claim_id IS NOT NULL
        ) AS named
    ) AS found
    WHERE found.code IS NOT NULL
    LIMIT 1;
    IF NOT FOUND THEN
        SELECT found.* INTO wrong
        FROM (
            SELECT
                named.*,
                ledger.payee_refusal(
                    named.book_id, named.contract_id, named.claim_id, named.payee_id,
                    named.occurred_on
                ) AS code
            FROM (
                SELECT DISTINCT book_id, claim_id, contract_id, payee_id, occurred_on
                FROM new_rows
                WHERE contract_id IS NOT NULL OR claim_id IS NOT NULL
            ) AS named
        ) AS found
        WHERE found.code IS NOT NULL
        LIMIT 1;
    END IF;
    IF FOUND THEN
        PERFORM ledger.refuse(13, wrong.code, ledger.payment_grounds(
            wrong.book_id, wrong.contract_id, wrong.claim_id
        ));
    END IF;
    RETURN NULL;
END
$$;

-- ledger/sql/functions/check_period_act.sql
-- Promises 5 and 6, for the acts themselves: only what is over is closed; only the last closed
-- month is reopened, and a closed year's only with the year; whoever asks for it does not grant
-- it.
CREATE OR REPLACE FUNCTION ledger.check_period_act()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    is_year boolean := new.period < 10000;
    last_month integer := CASE WHEN is_year THEN new.period * 100 + 12 ELSE new.period END;
    today date := ledger.today_in_beijing();
    standing integer := ledger.closed_through(new.book_id);
    year_is_closed boolean;
    asked record;
BEGIN
    new.closed_through := NULL;
    new.asked_id := NULL;
    SELECT latest.act = 'closed' INTO year_is_closed
    FROM ledger.period_closing AS latest
    WHERE latest.book_id = new.book_id AND latest.period = last_month / 100
        AND latest.act <> 'reopening_asked'
    ORDER BY latest.log_position DESC
    LIMIT 1;
    year_is_closed := coalesce(year_is_closed, FALSE);

    IF new.act = 'closed' THEN
        -- From its last day on: the books of a month are closed at its end.
        IF last_month > ledger.month_of(today)
            OR (last_month = ledger.month_of(today)
                AND ledger.month_of(today + 1) = last_month)
        THEN
            PERFORM ledger.refuse(5, 'period_not_over', jsonb_build_object('period', new.period));
        END IF;
        IF year_is_closed OR (NOT is_year AND last_month <= standing) THEN
            PERFORM ledger.refuse(
                5, 'period_closed_already', jsonb_build_object('period', new.period)
            );
        END IF;
        new.closed_through := greatest(last_month, standing);
        RETURN new;
    END IF;

    IF (CASE WHEN is_year THEN year_is_closed ELSE last_month <= standing END) IS NOT TRUE THEN
        PERFORM ledger.refuse(5, 'period_not_closed', jsonb_build_object('period', new.period));
    END IF;
    IF last_month < standing THEN
        PERFORM ledger.refuse(
            5, 'later_period_closed', jsonb_build_object('period', new.period, 'later', standing)
        );
    END IF;
    IF year_is_closed AND NOT is_year THEN
        PERFORM ledger.refuse(
            5, 'year_closed', jsonb_build_object('period', new.period, 'year', last_month / 100)
        );
    END IF;

    -- A request stands until something of the book is closed or reopened.
    SELECT request.log_position, request.recorded_by INTO asked
    FROM ledger.period_closing AS request
    WHERE request.book_id = new.book_id AND request.period = new.period
        AND request.act = 'reopening_asked'
        AND NOT EXISTS (
            SELECT FROM ledger.period_closing AS since
            WHERE since.book_id = request.book_id AND since.closed_through IS NOT NULL
                AND since.log_position > request.log_position
        );
    IF new.act = 'reopening_asked' AND FOUND THEN
        PERFORM ledger.refuse(
            5, 'reopening_asked_already',
            jsonb_build_object('period', new.period, 'login', asked.recorded_by)
        );
    ELSIF new.act = 'reopened' AND NOT FOUND THEN
        PERFORM ledger.refuse(5, 'reopening_not_asked', jsonb_build_object('period', new.period));
    ELSIF new.act = 'reopened' THEN
        IF asked.recorded_by = new.recorded_by THEN
            PERFORM ledger.refuse(
                6, 'reopening_own_request',
                jsonb_build_object('period', new.period, 'login', new.recorded_by)
            );
        END IF;
        new.asked_id := asked.log_position;
        new.closed_through := CASE
            WHEN mod(last_month, 100) = 1 THEN last_month - 89
            ELSE last_month - 1
        END;
    END IF;
    RETURN new;
END
$$;

-- ledger/sql/functions/check_power.sql
-- Promise 11: who acts in a book holds the power there. Returns who acts.
CREATE OR REPLACE FUNCTION ledger.check_power(of_power text, at_division_id text)
RETURNS text
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    login text := ledger.check_signed_in();
BEGIN
    IF NOT ledger.holds_at(of_power, at_division_id) THEN
        PERFORM ledger.refuse(
            11, 'power_lacking',
            jsonb_build_object('login', login, 'power', of_power, 'division', at_division_id)
        );
    END IF;
    RETURN login;
END
$$;

-- ledger/sql/functions/check_power_anywhere.sql
-- Promise 11, asked of no place: whoever acts holds one of some powers somewhere. Returns who acts.
CREATE OR REPLACE FUNCTION ledger.check_power_anywhere(of_powers text[])
RETURNS text
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    login text := ledger.check_signed_in();
BEGIN
    IF NOT ledger.own_powers() && of_powers THEN
        PERFORM ledger.refuse(
            11, 'power_lacking_anywhere',
            jsonb_build_object('login', login, 'power', of_powers[1])
        );
    END IF;
    RETURN login;
END
$$;

-- ledger/sql/functions/check_power_in.sql
-- Promise 11, asked of a book: who acts in it holds the power there. Returns who acts.
CREATE OR REPLACE FUNCTION ledger.check_power_in(of_power text, of_book_id integer)
RETURNS text
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    RETURN ledger.check_power(of_power, (
        SELECT book.division_id FROM ledger.book AS book WHERE book.book_id = of_book_id
    ));
END
$$;

-- ledger/sql/functions/check_right_power.sql
-- Promise 11 for rights: who asks for one, or releases it, may do so at its division, and where it
-- reaches below, there too. Returns who acts.
CREATE OR REPLACE FUNCTION ledger.check_right_power(
    of_power text, at_division_id text, is_with_subtree boolean
)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = ledger, pg_temp
AS $$
DECLARE
    login text := ledger.check_power(of_power, at_division_id);
BEGIN
    IF is_with_subtree AND NOT ledger.holds_below(of_power, at_division_id) THEN
        PERFORM ledger.refuse(
            11, 'power_lacking_below',
            jsonb_build_object('login', login, 'power', of_power, 'division', at_division_id)
        );
    END IF;
    RETURN login;
END
$$;

-- ledger/sql/functions/check_signed_in.sql
-- Promise 11: somebody is signed in. Returns who acts.
CREATE OR REPLACE FUNCTION ledger.check_signed_in()
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = ledger, pg_temp
AS $$
DECLARE
    login text := ledger.acting_login();
BEGIN
    IF login IS NULL THEN
        PERFORM ledger.refuse(11, 'not_signed_in', '{}'::jsonb);
    END IF;
    RETURN login;
END
$$;

-- ledger/sql/functions/check_staged_places.sql
-- Promise 11: an import goes only into books in which its rows may be drafted by whoever tries it,
-- or posted under its draft: these lie under the division that the draft was reviewed for.
CREATE OR REPLACE FUNCTION ledger.check_staged_places()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    import record;
    place record;
BEGIN
    SELECT staged_import.draft_id, above.path INTO import
    FROM staged_import
    LEFT JOIN ledger.draft AS draft ON staged_import.draft_id = draft.draft_id
    LEFT JOIN ledger.division AS above ON draft.division_id = above.division_id;
    FOR place IN
        SELECT division.division_id, division.path
        FROM staged_book
        INNER JOIN ledger.division AS division ON staged_book.division_id = division.division_id
        WHERE staged_book.book_id IS NULL
    LOOP
        IF import.draft_id IS NULL THEN
            PERFORM ledger.check_power('write', place.division_id);
        ELSIF NOT starts_with(place.path, import.path) THEN
            PERFORM ledger.refuse(
                6, 'draft_elsewhere', jsonb_build_object('division', place.division_id)
            );
        END IF;
    END LOOP;
END
$$;

-- ledger/sql/functions/claim_refusal.sql
-- Why a claim does not carry a payment for a project and contract on a day: the code of the
-- problem, or null. Whether it has enough left is asked by `claim_within_approval`.
CREATE OR REPLACE FUNCTION ledger.claim_refusal(
    of_book_id integer, under_claim_id bigint, for_project_id bigint, under_contract_id bigint,
    on_day date
)
RETURNS text
LANGUAGE sql
STABLE
AS $$
    SELECT CASE
        WHEN claim.project_id <> for_project_id THEN 'claim_of_other_project'
        WHEN claim.contract_id IS DISTINCT FROM under_contract_id THEN 'claim_of_other_contract'
        WHEN decision.step = 'returned' THEN 'claim_returned'
        WHEN decision.step IS NULL THEN 'claim_not_approved'
        WHEN decision.occurred_on > on_day THEN 'paid_before_claim_approved'
        WHEN claim.is_final
            AND EXISTS (
                SELECT
                FROM facts.book AS book
                INNER JOIN facts.sign_off_requirement AS requirement
                    ON strpos(book.path, '/' || requirement.division_id || '/') > 0
                    AND requirement.kind = 'project'
                WHERE book.book_id = of_book_id
            )
            AND NOT EXISTS (
                SELECT
                FROM facts.sign_off AS sheet
                WHERE sheet.book_id = of_book_id AND sheet.project_id = for_project_id
                    AND sheet.kind = 'project' AND sheet.complete AND sheet.in_order
                    AND sheet.completed_on <= on_day
            )
            THEN 'final_without_sign_off'
    END
    FROM ledger.claim AS claim
    LEFT JOIN ledger.claim_step AS decision
        ON claim.book_id = decision.book_id AND claim.log_position = decision.claim_id
        AND decision.step IN ('approved', 'returned')
    WHERE claim.book_id = of_book_id AND claim.log_position = under_claim_id;
$$;

-- ledger/sql/functions/closed_through.sql
-- The month (202403) through which a book is closed; null where none was ever closed.
CREATE OR REPLACE FUNCTION ledger.closed_through(of_book_id integer)
RETURNS integer
LANGUAGE sql
STABLE
AS $$
SELECT closing.closed_through
FROM ledger.period_closing AS closing
WHERE closing.book_id = of_book_id AND closing.closed_through IS NOT NULL
ORDER BY closing.log_position DESC
LIMIT 1;
$$;

-- ledger/sql/functions/commit_contracted_money.sql
-- Posts the commitments of `contracting` that are not posted yet.
CREATE OR REPLACE FUNCTION ledger.commit_contracted_money(author text)
RETURNS integer
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    PERFORM ledger.open_row_vouchers('contracting', author);
    INSERT INTO ledger.commitment (
        book_id, log_position, recorded_at, voucher_id, import_row, external_reference,
        contract_id, project_id, source_id, kind, direction, amount, occurred_on
    )
    SELECT
        book_id, log_position, recorded_at, voucher_id, row_number, external_reference,
        contract_id, project_id, source_id, 'contract', 'commit', amount, signed_on
    FROM contracting;
    GET DIAGNOSTICS posted = ROW_COUNT;
    RETURN posted;
END
$$;

-- ledger/sql/functions/confirm_second_factor.sql
-- Switches the acting person's second factor on, for their password and a code of it; their other
-- sessions end.
CREATE OR REPLACE FUNCTION ledger.confirm_second_factor(
    proof bytea, door bytea, step bigint, recovery_codes bytea[]
)
RETURNS TABLE (outcome text, locked_until timestamptz)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    acting record;
BEGIN
    SELECT * INTO acting FROM ledger.prove_at_door(proof, door);
    outcome := acting.outcome;
    locked_until := acting.locked_until;
    IF outcome = 'right' AND step IS NULL THEN
        locked_until := ledger.count_wrong(acting.login);
        outcome := 'wrong_code';
    ELSIF outcome = 'right' THEN
        UPDATE ledger.second_factor AS factor
        SET confirmed_at = clock_timestamp(), last_step = step
        WHERE factor.login = acting.login AND factor.confirmed_at IS NULL;
        IF FOUND THEN
            INSERT INTO ledger.recovery_code (login, code_sha256)
            SELECT acting.login, code
            FROM unnest(recovery_codes) AS given (code);
            PERFORM ledger.leave_one_session(
                acting.login, acting.token_sha256, 'second_factor_on'
            );
        ELSE
            outcome := 'on_already';
        END IF;
    END IF;
    RETURN NEXT;
END
$$;

-- ledger/sql/functions/count_rows_anew.sql
-- Counts the rows of tables that have grown by a fifth since their rows were last counted, or that
-- the planner takes to be empty: what was just posted is in no statistics, and plans that take it
-- for a row or none go through all rows for each. What somebody else counts is left to them.
CREATE OR REPLACE FUNCTION ledger.count_rows_anew()
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    grown regclass;
BEGIN
    FOR grown IN
        SELECT relation.oid
        FROM pg_class AS relation
        WHERE relation.relnamespace = 'ledger'::regnamespace AND relation.relkind = 'r'
            AND (
                (relation.reltuples = 0 AND relation.relpages > 0)
                OR pg_relation_size(relation.oid) / current_setting('block_size')::integer
                > 100 + relation.relpages * 1.2
            )
    LOOP
        EXECUTE format('ANALYZE (SKIP_LOCKED) %s', grown);
    END LOOP;
END
$$;

-- ledger/sql/functions/count_wrong.sql
-- Counts an attempt in vain: the fifth in a row locks the login for a minute, each further one for
-- twice as long, up to an hour. Returns until when, or null.
CREATE OR REPLACE FUNCTION ledger.count_wrong(of_login text)
RETURNS timestamptz
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    until timestamptz;
BEGIN
    PERFORM ledger.note_sign_in(of_login, 'sign_in_failed');
    UPDATE ledger.sign_in_brake AS brake
    SET wrong = brake.wrong + 1,
        tried_at = clock_timestamp(),
        locked_until = CASE
            WHEN brake.wrong >= 4
                THEN clock_timestamp()
                    + INTERVAL '1 minute' * least(power(2, least(brake.wrong - 4, 6)), 60)
        END
    WHERE brake.login = of_login
    RETURNING brake.locked_until INTO until;
    IF until IS NOT NULL THEN
        PERFORM ledger.note_sign_in(of_login, 'locked_out');
    END IF;
    -- Whoever tries many names leaves no more behind than those of a day.
    DELETE FROM ledger.sign_in_brake AS brake
    WHERE brake.tried_at < clock_timestamp() - INTERVAL '1 day';
    RETURN until;
END
$$;

-- ledger/sql/functions/decide_on_right.sql
-- Releases or refuses what somebody else asked for (promise 6); what is refused says why.
CREATE OR REPLACE FUNCTION ledger.decide_on_right(
    of_request_id bigint, of_decision text, of_reason text
)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    asked ledger.right_request := ledger.take_right_request(of_request_id);
    decider text := ledger.check_right_power('release', asked.division_id, asked.with_subtree);
BEGIN
    IF of_decision IS DISTINCT FROM 'released' AND coalesce(btrim(of_reason), '') = '' THEN
        PERFORM ledger.refuse(6, 'reason_missing', '{}'::jsonb);
    END IF;
    INSERT INTO ledger.right_decision (request_id, recorded_at, recorded_by, decision, reason)
    VALUES (
        of_request_id, clock_timestamp(), decider, of_decision, coalesce(btrim(of_reason), '')
    );
END
$$;

-- ledger/sql/functions/digest_staged.sql
-- Adds the digest of a staging table's rows, in the order of the file, to those of the import;
-- nothing where it has none. What the columns are called belongs to it: a value under another name
-- says something else. Sealed columns differ each time a number is sealed: the keyed hash
-- beside them stands for the number. By blocks, since a text has at most a gigabyte; by SHA-512,
-- which without special instructions of the processor takes half the time of SHA-256.
CREATE OR REPLACE FUNCTION ledger.digest_staged(staging_table text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    relation regclass := format('pg_temp.%I', staging_table)::regclass;
    staged_columns text;
    headed text;
    in_order text;
    has_rows boolean;
BEGIN
    -- Most have none: an import seldom brings more than a few sheets.
    EXECUTE format('SELECT EXISTS (SELECT FROM %s)', relation) INTO has_rows;
    IF NOT has_rows THEN
        RETURN;
    END IF;
    SELECT
        string_agg(format('%I', attname), ', ' ORDER BY attnum)
        FILTER (WHERE attname NOT LIKE '%\_sealed'),
        string_agg(format('%I', attname), ', ' ORDER BY attnum)
        FILTER (WHERE attnum = 1 OR attname = 'row_number'),
        string_agg(
            format('%I %s', attname, format_type(atttypid, atttypmod)), ', ' ORDER BY attnum
        )
    INTO staged_columns, in_order, headed
    FROM pg_attribute
    WHERE attrelid = relation AND attnum > 0;
    EXECUTE format(
        $query$
        INSERT INTO staged_digest (digest)
        SELECT sha256(
            convert_to(%1$L, 'UTF8') || string_agg(blocks.digest, ''::bytea ORDER BY blocks.block)
        )
        FROM (
            SELECT
                listed.nth / 10000 AS block,
                sha512(convert_to(
                    string_agg(listed.said, E'\n' ORDER BY listed.nth), 'UTF8'
                )) AS digest
            FROM (
                SELECT
                    row_number() OVER (ORDER BY %2$s) AS nth,
                    ROW(%3$s)::text AS said
                FROM %4$s
            ) AS listed
            GROUP BY listed.nth / 10000
        ) AS blocks
        $query$,
        format('%I (%s)', staging_table, headed), in_order, staged_columns, relation
    );
END
$$;

-- ledger/sql/functions/disable_user.sql
-- A security administrator keeps somebody from signing in, and ends their sessions; or lets them
-- in again. Nobody disables themselves: the last one would leave nobody to enable them, and what is
-- on record of it would have no author, whose session it ended.
CREATE OR REPLACE FUNCTION ledger.disable_user(of_login text, disabled boolean)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    IF of_login = ledger.check_account_power(
        of_login, ledger.division_of_account(of_login), FALSE
    ) THEN
        PERFORM ledger.refuse(6, 'own_account', jsonb_build_object('login', of_login));
    END IF;
    UPDATE ledger.user_account AS account
    SET disabled_at = CASE
        WHEN disabled THEN coalesce(account.disabled_at, clock_timestamp())
    END
    WHERE account.login = of_login;
    DELETE FROM ledger.web_session AS session
    WHERE session.login = of_login AND disabled;
    PERFORM ledger.record_access(
        CASE WHEN disabled THEN 'user_disabled' ELSE 'user_enabled' END, NULL, of_login,
        '{}'::jsonb
    );
END
$$;

-- ledger/sql/functions/division_of_account.sql
-- The division of an account; refused where there is no such account.
CREATE OR REPLACE FUNCTION ledger.division_of_account(of_login text)
RETURNS text
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    found_at text;
BEGIN
    SELECT account.division_id INTO found_at
    FROM ledger.user_account AS account
    WHERE account.login = of_login;
    IF NOT FOUND THEN
        PERFORM ledger.refuse(11, 'no_such_account', jsonb_build_object('login', of_login));
    END IF;
    RETURN found_at;
END
$$;

-- ledger/sql/functions/divisions_of.sql
-- The divisions, down to counties, at which whoever acts holds a power.
CREATE OR REPLACE FUNCTION ledger.divisions_of(of_power text)
RETURNS text[]
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    RETURN coalesce((
        SELECT array_agg(DISTINCT reached.division_id)
        FROM ledger.power_held AS held
        INNER JOIN ledger.division AS place ON held.division_id = place.division_id
        INNER JOIN ledger.division AS reached
            ON reached.level <> 'township' AND (
                reached.division_id = place.division_id
                OR (held.with_subtree AND starts_with(reached.path, place.path))
                OR (place.level = 'township' AND place.parent_id = reached.division_id)
            )
        WHERE held.login = ledger.acting_login() AND held.power = of_power
    ), '{}');
END
$$;

-- ledger/sql/functions/drop_faulty_rows.sql
-- Takes out of a set the rows that something was said of: they are not posted.
CREATE OR REPLACE FUNCTION ledger.drop_faulty_rows(set_of_rows text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    EXECUTE format(
        $query$
        DELETE FROM %I AS asked
        USING staged_problem AS said
        WHERE asked.sheet_number = said.sheet_number AND asked.row_number = said.row_number
        $query$,
        set_of_rows
    );
END
$$;

-- ledger/sql/functions/drop_second_factor.sql
-- Switches the acting person's second factor off, for their password and a code; their other
-- sessions end.
CREATE OR REPLACE FUNCTION ledger.drop_second_factor(
    proof bytea, door bytea, step bigint, recovery bytea
)
RETURNS TABLE (outcome text, locked_until timestamptz)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    acting record;
BEGIN
    SELECT * INTO acting FROM ledger.prove_at_door(proof, door);
    outcome := acting.outcome;
    locked_until := acting.locked_until;
    IF outcome = 'right' AND NOT ledger.take_code(acting.login, step, recovery) THEN
        locked_until := ledger.count_wrong(acting.login);
        outcome := 'wrong_code';
    ELSIF outcome = 'right' THEN
        PERFORM ledger.forget_second_factor(acting.login);
        PERFORM ledger.leave_one_session(
            acting.login, acting.token_sha256, 'second_factor_off'
        );
    END IF;
    RETURN NEXT;
END
$$;

-- ledger/sql/functions/end_import.sql
-- Ends an import under a draft: what was posted is what was reviewed, all of it, and the draft is
-- posted with it; its content is not needed any more. Nothing is posted by this import after it.
CREATE OR REPLACE FUNCTION ledger.end_import()
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    ended ledger.draft;
BEGIN
    SELECT draft.* INTO STRICT ended
    FROM staged_import AS import
    INNER JOIN ledger.draft AS draft ON import.draft_id = draft.draft_id;
    IF ended.fingerprint <> ledger.import_digest()
        OR EXISTS (SELECT FROM staged_faulty)
        OR EXISTS (SELECT FROM staged_problem WHERE NOT ledger.is_note(code))
    THEN
        PERFORM ledger.refuse(
            6, 'not_as_reviewed', jsonb_build_object('draft', ended.draft_id)
        );
    END IF;
    -- Whoever left out to settle the import brings their numbers all the same.
    PERFORM ledger.keep_numbers();
    UPDATE ledger.draft
    SET
        state = 'posted', posted_by = ledger.acting_login(), changed_at = clock_timestamp(),
        posted_in = pg_current_xact_id()::text::bigint
    WHERE draft_id = ended.draft_id;
    PERFORM ledger.note_draft_step(ended.draft_id, 'posted', NULL);
    DELETE FROM ledger.draft_piece WHERE draft_id = ended.draft_id;
    DELETE FROM staged_import;
END
$$;

-- ledger/sql/functions/end_sessions.sql
-- Ends sessions of the acting person: the one of a number, or all of them where none is given.
CREATE OR REPLACE FUNCTION ledger.end_sessions(of_number bigint)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    ended integer;
BEGIN
    DELETE FROM ledger.web_session AS session
    USING ledger.presented_session() AS presented
    WHERE session.login = presented.login AND presented.purpose = 'work'
        AND (of_number IS NULL OR session.session_number = of_number);
    GET DIAGNOSTICS ended = ROW_COUNT;
    RETURN ended;
END
$$;

-- ledger/sql/functions/end_staging.sql
-- Ends the staging of an import: what was staged is digested, and from now on only the tables of
-- streamed sheets take rows, which are digested as they are posted.
CREATE OR REPLACE FUNCTION ledger.end_staging(streamed text[])
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    own_tables CONSTANT text[] := ARRAY[
        'staged_book', 'staged_digest', 'staged_faulty', 'staged_import', 'staged_problem',
        'staged_voucher'
    ];
    mine text := quote_ident((
        SELECT schema.nspname FROM pg_namespace AS schema WHERE schema.oid = pg_my_temp_schema()
    ));
    staging_table text;
BEGIN
    EXECUTE format('REVOKE INSERT ON ALL TABLES IN SCHEMA %s FROM mingzhang_app', mine);
    GRANT INSERT ON staged_faulty TO mingzhang_app;
    FOREACH staging_table IN ARRAY streamed LOOP
        IF staging_table !~ '^staged_[a-z_]+$' OR staging_table = ANY(own_tables) THEN
            RAISE EXCEPTION 'no sheet is streamed through %', staging_table;
        END IF;
        EXECUTE format('GRANT INSERT ON %I TO mingzhang_app', staging_table);
    END LOOP;
    FOR staging_table IN
        SELECT relation.relname
        FROM pg_class AS relation
        WHERE relation.relnamespace = pg_my_temp_schema() AND relation.relkind = 'r'
            AND relation.relname LIKE 'staged\_%'
            AND relation.relname <> ALL(own_tables)
        ORDER BY relation.relname
    LOOP
        PERFORM ledger.digest_staged(staging_table);
    END LOOP;
    UPDATE staged_import SET frozen = TRUE;
END
$$;

-- ledger/sql/functions/end_statement_match.sql
-- Ends a match that somebody found to be wrong, with the reason; the whole group falls with it.
CREATE OR REPLACE FUNCTION ledger.end_statement_match(
    of_book_id integer, match_id bigint, reason text
)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    author text := ledger.check_power_in('match', of_book_id);
    taken record;
BEGIN
    -- The book is locked by this: whoever ends the same match waits, and is refused.
    SELECT * INTO STRICT taken FROM ledger.take_positions(ARRAY[of_book_id], ARRAY[1]);
    IF NOT EXISTS (
        SELECT FROM facts.statement_match AS standing
        WHERE standing.book_id = of_book_id AND standing.statement_match_id = match_id
    ) THEN
        PERFORM ledger.refuse(2, 'match_not_standing', jsonb_build_object('match', match_id));
    END IF;
    INSERT INTO ledger.statement_match_end (
        book_id, log_position, recorded_at, recorded_by, statement_match_id, reason
    )
    VALUES (of_book_id, taken.base + 1, taken.recorded_at, author, match_id, reason);
END
$$;

-- ledger/sql/functions/find_paid_payees.sql
-- Makes `paid_payee`: for each row of `party` the payee it means, where one is registered, else the
-- key of the payee to be: of one ID number they are one; without one, of one name and account.
-- A code finds its payee; else the ID number; else, where there is no ID number, the holder of the
-- account with the same name; else, where there is no account either, the payee of that name.
-- Rows of the ledger are looked up one by one, by index (LATERAL ... LIMIT 1): the statistics of a
-- table that this very transaction is filling would mislead the planner to read all of it.
CREATE OR REPLACE FUNCTION ledger.find_paid_payees()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    CREATE TEMPORARY TABLE paid_payee AS
    SELECT
        party.party, party.book_id, found.payee_id, found.name,
        CASE WHEN found.payee_id IS NULL THEN party.identity_hash END AS payee_key
    FROM party
    LEFT JOIN LATERAL (
        SELECT payee.payee_id, payee.name
        FROM ledger.payee AS payee
        WHERE payee.book_id = party.book_id AND payee.identity_hash = party.identity_hash
        ORDER BY payee.payee_id
        LIMIT 1
    ) AS found ON TRUE
    WHERE party.payee_code IS NULL AND party.identity_hash IS NOT NULL
    UNION ALL
    SELECT party.party, party.book_id, found.payee_id, found.name, NULL::bytea
    FROM party
    LEFT JOIN LATERAL (
        SELECT payee.payee_id, payee.name
        FROM ledger.payee AS payee
        WHERE payee.book_id = party.book_id AND payee.payee_code = party.payee_code
            AND payee.log_position = payee.payee_id
        LIMIT 1
    ) AS found ON TRUE
    WHERE party.payee_code IS NOT NULL
    UNION ALL
    SELECT
        party.party, party.book_id, found.payee_id, found.name,
        CASE
            WHEN found.payee_id IS NULL
                THEN decode(md5(concat_ws('|', party.name, party.account_hash)), 'hex')
        END
    FROM party
    LEFT JOIN LATERAL (
        SELECT holder.payee_id, holder.name
        FROM ledger.bank_account AS account
        INNER JOIN ledger.payee AS holder
            ON account.book_id = holder.book_id AND account.holder_payee_id = holder.log_position
        WHERE account.book_id = party.book_id AND account.number_hash = party.account_hash
            AND holder.name = party.name
        LIMIT 1
    ) AS found ON TRUE
    WHERE party.payee_code IS NULL AND party.identity_hash IS NULL
        AND party.account_hash IS NOT NULL
    UNION ALL
    SELECT
        party.party, party.book_id, found.payee_id, found.name,
        CASE
            WHEN found.payee_id IS NULL
                THEN decode(md5(concat_ws('|', party.name, party.account_hash)), 'hex')
        END
    FROM party
    LEFT JOIN LATERAL (
        SELECT payee.payee_id, payee.name
        FROM ledger.payee AS payee
        WHERE payee.book_id = party.book_id AND payee.name = party.name
            AND payee.identity_hash IS NULL
        ORDER BY payee.payee_id
        LIMIT 1
    ) AS found ON TRUE
    WHERE party.payee_code IS NULL AND party.identity_hash IS NULL
        AND party.account_hash IS NULL;
END
$$;

-- ledger/sql/functions/forget_second_factor.sql
-- Removes a person's second factor with its recovery codes.
CREATE OR REPLACE FUNCTION ledger.forget_second_factor(of_login text)
RETURNS void
LANGUAGE sql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DELETE FROM ledger.recovery_code AS code
WHERE code.login = of_login;
DELETE FROM ledger.second_factor AS factor
WHERE factor.login = of_login;
$$;

-- ledger/sql/functions/gather_numbers.sql
-- Sets aside the personal numbers that a set of rows brings, for the vault: `set_of_rows` has them
-- in the columns that begin with `prefix`. They are kept when the import has come to its end, in
-- one order, so that imports of the same people neither wait long for each other nor for ever.
CREATE OR REPLACE FUNCTION ledger.gather_numbers(set_of_rows text, kind text, prefix text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    EXECUTE format(
        'INSERT INTO brought_number (kind, hashed, sealed)'
        ' SELECT %1$L, %2$I, %3$I FROM %4$I WHERE %3$I IS NOT NULL',
        kind, prefix || '_hash', prefix || '_sealed', set_of_rows
    );
END
$$;

-- ledger/sql/functions/gather_unmatched.sql
-- Gathers what of a book has no match yet, in temporary tables: lines, movements, whole batches and
-- what bounced of a batch on one day, and the pairs that somebody has parted, which no rule puts
-- together again.
CREATE OR REPLACE FUNCTION ledger.gather_unmatched(of_book_id integer)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    CREATE TEMPORARY TABLE standing AS
    SELECT statement_line_id, voucher_id, disbursement_id
    FROM facts.statement_match
    WHERE book_id = of_book_id;
    ANALYZE standing;

    CREATE TEMPORARY TABLE open_line AS
    SELECT
        line.statement_line_id AS line_id, line.direction, line.amount, line.occurred_on,
        line.line_reference, line.counterparty_name AS name,
        line.counterparty_account_hash AS account, line.document_no
    FROM facts.statement_line AS line
    WHERE line.book_id = of_book_id AND NOT EXISTS (
        SELECT FROM standing WHERE standing.statement_line_id = line.statement_line_id
    );

    -- Payments of one batch that bounced on one day: the bank may give them back in one line.
    CREATE TEMPORARY TABLE bounced AS
    SELECT
        refund.voucher_id, paid.batch_no,
        min(refund.voucher_id) OVER together AS family, count(*) OVER together AS parts
    FROM facts.refund AS refund
    INNER JOIN ledger.disbursement AS paid
        ON refund.book_id = paid.book_id AND refund.disbursement_id = paid.log_position
    WHERE refund.book_id = of_book_id AND refund.kind = 'bounced'
    WINDOW together AS (PARTITION BY paid.voucher_id, refund.occurred_on);

    -- Known by the position of the payment, or of the voucher where it is all that this moved. A
    -- family is what may be one line together: the payments of a voucher, or refunds that bounced.
    CREATE TEMPORARY TABLE open_movement AS
    SELECT
        coalesce(moved.disbursement_id, moved.voucher_id) AS movement,
        coalesce(bounced.family, moved.voucher_id) AS family, moved.voucher_id,
        moved.disbursement_id, 1::bigint AS parts, moved.direction, moved.amount,
        moved.occurred_on, moved.reference, moved.counterparty_name AS name,
        moved.counterparty_account_hash AS account, moved.document_no, moved.batch_no
    FROM facts.treasury_movement AS moved
    LEFT JOIN bounced ON moved.voucher_id = bounced.voucher_id
    WHERE moved.book_id = of_book_id AND moved.reversed_on IS NULL
        AND NOT EXISTS (
            SELECT FROM standing
            WHERE standing.voucher_id = moved.voucher_id AND standing.disbursement_id IS NULL
        )
        AND NOT EXISTS (
            SELECT FROM standing WHERE standing.disbursement_id = moved.disbursement_id
        );
    INSERT INTO open_movement
    SELECT
        voucher_id, voucher_id, voucher_id, NULL, count(*), min(direction), sum(amount),
        min(occurred_on), min(batch_no), NULL, NULL, NULL, NULL
    FROM open_movement
    WHERE disbursement_id IS NOT NULL AND voucher_id NOT IN (
        SELECT standing.voucher_id FROM standing
    )
    GROUP BY voucher_id
    HAVING count(*) > 1;
    -- Several vouchers together have none of their own; the first, negative, is their name.
    INSERT INTO open_movement
    SELECT
        -own.family, own.family, NULL, NULL, count(*), 'in', sum(own.amount), min(own.occurred_on),
        min(bounced.batch_no), NULL, NULL, NULL, NULL
    FROM open_movement AS own
    INNER JOIN bounced ON own.voucher_id = bounced.voucher_id
    GROUP BY own.family
    HAVING count(*) > 1 AND count(*) = min(bounced.parts);

    CREATE TEMPORARY TABLE parted AS
    WITH ended AS (
        SELECT matched.statement_line_id, matched.group_id
        FROM ledger.statement_match_end AS ended
        INNER JOIN ledger.statement_match AS matched
            ON ended.book_id = matched.book_id AND ended.statement_match_id = matched.log_position
        WHERE ended.book_id = of_book_id
    )
    SELECT
        ended.statement_line_id AS line_id,
        unnest(ARRAY[coalesce(part.disbursement_id, part.voucher_id), -part.voucher_id]) AS movement
    FROM ended
    INNER JOIN ledger.statement_match AS part
        ON part.book_id = of_book_id AND ended.group_id = part.group_id;
    CREATE TEMPORARY TABLE taken_pair (
        line_id bigint, voucher_id bigint, disbursement_id bigint, basis text
    );
    ANALYZE open_line, open_movement, parted;
    DROP TABLE standing, bounced;
END
$$;

-- ledger/sql/functions/hold_data_keys.sql
-- The data keys in use, wrapped: whoever has not the master key learns nothing from them. Until the
-- transaction ends the newest sealing key is held, so that a rotation does not retire it under an
-- import that still seals with it.
CREATE OR REPLACE FUNCTION ledger.hold_data_keys()
RETURNS TABLE (purpose text, version integer, wrapped bytea, master_fingerprint bytea)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    newest integer;
BEGIN
    LOOP
        SELECT max(version) INTO newest FROM ledger.data_key WHERE purpose = 'seal';
        EXIT WHEN newest IS NULL;
        -- Wrapping it anew may go on meanwhile; retiring it waits.
        PERFORM FROM ledger.data_key WHERE purpose = 'seal' AND version = newest FOR KEY SHARE;
        -- A newer one may have been made while this waited for the row.
        EXIT WHEN NOT EXISTS (
            SELECT FROM ledger.data_key WHERE purpose = 'seal' AND version > newest
        );
    END LOOP;
    RETURN QUERY
    SELECT purpose, version, wrapped, master_fingerprint
    FROM ledger.data_key
    WHERE retired_at IS NULL;
END
$$;

-- ledger/sql/functions/holder_of_number.sql
-- Who has a number in a book, as the record of its reading names them; null where the book knows
-- no such number.
CREATE OR REPLACE FUNCTION ledger.holder_of_number(
    kind_asked text, hash_asked bytea, book_asked integer
)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = ledger, pg_temp
AS $$
    SELECT holder
    FROM (
        SELECT 1 AS place, name || ' ' || identity_masked AS holder
        FROM ledger.payee
        WHERE kind_asked = 'identity' AND book_id = book_asked AND identity_hash = hash_asked
        UNION ALL
        SELECT 2, name || ' ' || identity_masked
        FROM ledger.person
        WHERE kind_asked = 'identity' AND book_id = book_asked AND identity_hash = hash_asked
        UNION ALL
        SELECT 3, holder.name || ' ' || account.number_masked
        FROM ledger.bank_account AS account
        INNER JOIN ledger.payee AS holder
            ON account.book_id = holder.book_id AND account.holder_payee_id = holder.log_position
        WHERE kind_asked = 'account' AND account.book_id = book_asked
            AND account.number_hash = hash_asked
        UNION ALL
        SELECT 4, concat_ws(' ', bank_name, account_masked)
        FROM ledger.statement
        WHERE kind_asked = 'account' AND book_id = book_asked AND account_hash = hash_asked
        UNION ALL
        SELECT 5, concat_ws(' ', counterparty_name, counterparty_account_masked)
        FROM ledger.statement_line
        WHERE kind_asked = 'account' AND book_id = book_asked
            AND counterparty_account_hash = hash_asked
        UNION ALL
        SELECT 6, account_masked
        FROM ledger.statement_line
        WHERE kind_asked = 'account' AND book_id = book_asked AND account_hash = hash_asked
        UNION ALL
        SELECT 7, name || ' ' || phone_masked
        FROM ledger.payee
        WHERE kind_asked = 'phone' AND book_id = book_asked AND phone_hash = hash_asked
        UNION ALL
        SELECT 8, name || ' ' || phone_masked
        FROM ledger.person
        WHERE kind_asked = 'phone' AND book_id = book_asked AND phone_hash = hash_asked
        UNION ALL
        SELECT 9, holder || ' ' || account_masked
        FROM ledger.listed_account
        WHERE kind_asked = 'account' AND book_id = book_asked AND account_hash = hash_asked
        UNION ALL
        SELECT 10, bid.bidder_name || ' ' || brought.masked
        FROM ledger.bid AS bid
        CROSS JOIN LATERAL (
            VALUES
            ('identity', bid.bidder_identity_hash, bid.bidder_identity_masked),
            ('identity', bid.responsible_identity_hash, bid.responsible_identity_masked),
            ('phone', bid.phone_hash, bid.phone_masked),
            ('account', bid.bond_account_hash, bid.bond_account_masked)
        ) AS brought (kind, hashed, masked)
        WHERE bid.book_id = book_asked AND brought.kind = kind_asked
            AND brought.hashed = hash_asked
    ) AS known
    ORDER BY place
    LIMIT 1
$$;

-- ledger/sql/functions/holds.sql
-- Whether whoever acts holds a power at all, wherever that is.
CREATE OR REPLACE FUNCTION ledger.holds(of_power text)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    RETURN of_power = ANY(ledger.own_powers());
END
$$;

-- ledger/sql/functions/holds_at.sql
-- Whether whoever acts holds a power at a division, by a right there or at one above that reaches
-- down; at a township also by a right at its county.
CREATE OR REPLACE FUNCTION ledger.holds_at(of_power text, at_division_id text)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM ledger.power_held AS held
        INNER JOIN ledger.division AS above ON held.division_id = above.division_id
        INNER JOIN ledger.division AS asked ON asked.division_id = at_division_id
        WHERE held.login = ledger.acting_login() AND held.power = of_power
            AND (
                above.division_id = asked.division_id
                OR (held.with_subtree AND starts_with(asked.path, above.path))
                OR (above.level = 'township' AND above.parent_id = asked.division_id)
                OR (asked.level = 'township' AND asked.parent_id = above.division_id)
            )
    );
END
$$;

-- ledger/sql/functions/holds_below.sql
-- Whether whoever acts holds a power at a division and at all below it: whoever gives a right with
-- the subtree reaches as far themselves.
CREATE OR REPLACE FUNCTION ledger.holds_below(of_power text, at_division_id text)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM ledger.power_held AS held
        INNER JOIN ledger.division AS above ON held.division_id = above.division_id
        INNER JOIN ledger.division AS asked ON asked.division_id = at_division_id
        WHERE held.login = ledger.acting_login() AND held.power = of_power
            AND held.with_subtree AND starts_with(asked.path, above.path)
    );
END
$$;

-- ledger/sql/functions/holds_in.sql
-- Whether whoever acts holds a power in a book: what `books_of` says of one, for less.
CREATE OR REPLACE FUNCTION ledger.holds_in(of_power text, in_book_id integer)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM ledger.live_session AS session
        INNER JOIN ledger.power_held AS held
            ON session.login = held.login AND held.power = of_power
        INNER JOIN ledger.book_reach AS reach
            ON held.division_id = reach.division_id AND (reach.own OR held.with_subtree)
            AND reach.book_id = in_book_id
        WHERE session.token_sha256
            = sha256(convert_to(current_setting('mingzhang.session', TRUE), 'UTF8'))
    );
END
$$;

-- ledger/sql/functions/import_aid_pairings.sql
-- Registers pairings, and a new version of one where more or something else is said of it.
-- An empty cell says nothing: it leaves what is registered as it is.
CREATE OR REPLACE FUNCTION ledger.import_aid_pairings(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE pairing_up AS
    SELECT
        book.book_id, book.import_id, given.sheet_number, given.row_number, known.aid_pairing_id,
        given.pairing_code,
        given.pairing_code AS external_reference,
        coalesce(given.helper, known.helper) AS helper,
        coalesce(given.helper_division, known.helper_division_id) AS helper_division_id,
        coalesce(given.helped_kind, known.helped_kind) AS helped_kind,
        coalesce(given.helped_name, known.helped_name) AS helped_name,
        coalesce(given.starts_on, known.starts_on) AS starts_on,
        coalesce(given.ends_on, known.ends_on) AS ends_on,
        coalesce(given.exited_on, known.exited_on) AS exited_on,
        coalesce(given.pledged_amount, known.pledged_amount) AS pledged_amount,
        coalesce(given.due_on, known.due_on) AS due_on,
        coalesce(given.document_no, known.document_no) AS document_no,
        coalesce(given.evidence, known.evidence) AS evidence,
        -- A first version holds from the beginning: else what names it would find nothing.
        CASE
            WHEN known.aid_pairing_id IS NOT NULL
                THEN coalesce(given.effective_on, ledger.today_in_beijing())
        END AS effective_on
    FROM staged_aid_pairings AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    LEFT JOIN facts.aid_pairing AS known
        ON book.book_id = known.book_id AND given.pairing_code = known.pairing_code;
    PERFORM ledger.report_repeated_references('pairing_up', 'pairing_code');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'ends_on', 'end_before_start', '{}'::jsonb
    FROM pairing_up
    WHERE ends_on < starts_on
    UNION ALL
    SELECT sheet_number, row_number, 'due_on', 'end_before_start', '{}'::jsonb
    FROM pairing_up
    WHERE due_on < starts_on
    UNION ALL
    SELECT sheet_number, row_number, 'pledged_amount', 'pledge_incomplete', '{}'::jsonb
    FROM pairing_up
    WHERE (pledged_amount IS NULL) <> (due_on IS NULL)
        OR (pledged_amount IS NOT NULL AND helper_division_id IS NULL);
    PERFORM ledger.drop_faulty_rows('pairing_up');

    CREATE TEMPORARY TABLE changed AS
    SELECT merged.*
    FROM pairing_up AS merged
    LEFT JOIN facts.aid_pairing AS known
        ON merged.book_id = known.book_id AND merged.aid_pairing_id = known.aid_pairing_id
    WHERE known.aid_pairing_id IS NULL OR (
        known.helper, known.helper_division_id, known.helped_kind, known.helped_name,
        known.starts_on, known.ends_on, known.exited_on, known.pledged_amount, known.due_on,
        known.document_no, known.evidence
    ) IS DISTINCT FROM (
        merged.helper, merged.helper_division_id, merged.helped_kind, merged.helped_name,
        merged.starts_on, merged.ends_on, merged.exited_on, merged.pledged_amount, merged.due_on,
        merged.document_no, merged.evidence
    );
    PERFORM ledger.note_changes(
        'aid_pairing',
        '{"helper": "helper", "helped_name": "helped_name", "starts_on": "starts_on",
          "ends_on": "ends_on", "pledged_amount": "pledged_amount", "due_on": "due_on"}'
    );
    PERFORM ledger.place_rows('changed');
    INSERT INTO ledger.aid_pairing (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, effective_on,
        aid_pairing_id, pairing_code, helper, helper_division_id, helped_kind, helped_name, starts_on,
        ends_on, exited_on, pledged_amount, due_on, document_no, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, effective_on,
        coalesce(aid_pairing_id, log_position), pairing_code, helper, helper_division_id, helped_kind,
        helped_name, starts_on, ends_on, exited_on, pledged_amount, due_on, document_no, evidence
    FROM changed;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE pairing_up, changed;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_assignments.sql
-- Posts assignments of money to projects, and withdrawals of it.
CREATE OR REPLACE FUNCTION ledger.import_assignments(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE assigning AS
    SELECT
        row_number() OVER (ORDER BY given.sheet_number, given.row_number)::integer AS ordinal,
        book.book_id,
        book.import_id,
        given.sheet_number,
        given.row_number,
        given.document_no,
        given.occurred_on,
        given.occurred_on_precision,
        coalesce(given.direction, 'assign') AS direction,
        given.project_code,
        given.source_document,
        given.source_line,
        coalesce(given.pooled, FALSE) AS pooled,
        given.amount,
        given.evidence,
        coalesce(
            given.external_reference,
            concat_ws(
                '|', coalesce(given.direction, 'assign'), given.document_no, given.project_code,
                given.source_document, given.source_line
            )
        ) AS external_reference,
        'assignment' AS event,
        concat_ws(' ', given.document_no, given.project_code) AS summary,
        NULL::bigint AS source_id,
        NULL::bigint AS project_id,
        FALSE AS already
    FROM staged_assignments AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'source_document', 'source_document_required', '{}'::jsonb
    FROM assigning
    WHERE source_document IS NULL;
    PERFORM ledger.report_repeated_references('assigning', 'document_no');
    PERFORM ledger.resolve_sources('assigning');
    PERFORM ledger.resolve_projects('assigning');

    PERFORM ledger.pass_over_posted(
        'assigning', 'assignment', 'document_no',
        '{"amount": "amount", "occurred_on": "occurred_on", "source_id": "source_document",
          "project_id": "project_code", "direction": "direction"}'
    );
    PERFORM ledger.drop_faulty_rows('assigning');
    DELETE FROM assigning WHERE source_id IS NULL OR project_id IS NULL;
    PERFORM ledger.report_unpostable_days('assigning');

    PERFORM ledger.open_row_vouchers('assigning', author);
    INSERT INTO ledger.assignment (
        book_id, log_position, recorded_at, voucher_id, import_row, external_reference, source_id,
        project_id, direction, pooled, document_no, amount, occurred_on, evidence
    )
    SELECT
        book_id, log_position, recorded_at, voucher_id, row_number, external_reference, source_id,
        project_id, direction, pooled, document_no, amount, occurred_on, evidence
    FROM assigning;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE assigning;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_bids.sql
-- Records who bid in tenders, for how much, and what may show who stands behind the bidders.
CREATE OR REPLACE FUNCTION ledger.import_bids(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE bidding AS
    SELECT
        book.book_id, book.import_id, given.*,
        concat_ws('|', given.tender_code, given.bidder_name) AS external_reference,
        NULL::bigint AS project_id,
        FALSE AS already
    FROM staged_bids AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;

    PERFORM ledger.report_repeated_references('bidding', 'bidder_name');
    PERFORM ledger.resolve_projects('bidding');
    PERFORM ledger.report_days_to_come('bidding', 'opened_on');
    PERFORM ledger.pass_over_recorded(
        'bidding', 'bid', 'bidder_name',
        '{"opened_on": "opened_on", "price": "price", "won": "won",
          "bidder_identity_hash": "bidder_identity",
          "responsible_identity_hash": "responsible_identity",
          "phone_hash": "phone", "bond_account_hash": "bond_account",
          "address": "address", "file_author": "file_author"}'
    );
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'opened_on', 'bid_of_other_day',
        jsonb_build_object('tender', tender_code, 'opened_on', first_opened_on)
    FROM (
        SELECT
            known.*,
            first_value(known.opened_on) OVER (
                PARTITION BY known.book_id, known.tender_code
                ORDER BY known.recorded DESC, known.sheet_number, known.row_number
            ) AS first_opened_on
        FROM (
            SELECT book_id, tender_code, opened_on, sheet_number, row_number, FALSE AS recorded
            FROM bidding
            WHERE NOT already
            UNION ALL
            SELECT bid.book_id, bid.tender_code, bid.opened_on, NULL, NULL, TRUE
            FROM ledger.bid AS bid
            WHERE (bid.book_id, bid.tender_code) IN (SELECT book_id, tender_code FROM bidding)
        ) AS known
    ) AS compared
    WHERE opened_on <> first_opened_on AND NOT recorded;
    PERFORM ledger.place_new_rows('bidding');
    PERFORM ledger.gather_numbers('bidding', 'identity', 'bidder_identity');
    PERFORM ledger.gather_numbers('bidding', 'identity', 'responsible_identity');
    PERFORM ledger.gather_numbers('bidding', 'phone', 'phone');
    PERFORM ledger.gather_numbers('bidding', 'account', 'bond_account');
    INSERT INTO ledger.bid (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, tender_code, project_id, opened_on, bidder_name,
        bidder_identity_hash, bidder_identity_masked, price, won, responsible_identity_hash,
        responsible_identity_masked, phone_hash, phone_masked, bond_account_hash,
        bond_account_masked, address, file_author, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        tender_code, project_id, opened_on, bidder_name, bidder_identity_hash,
        bidder_identity_masked, price, won, responsible_identity_hash,
        responsible_identity_masked, phone_hash, phone_masked, bond_account_hash,
        bond_account_masked, address, file_author, evidence
    FROM bidding;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE bidding;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_budget_lines.sql
-- Registers budget lines, and a new version of one where more or something else is said of it.
-- An empty cell says nothing: it leaves what is registered as it is.
CREATE OR REPLACE FUNCTION ledger.import_budget_lines(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE budgeting AS
    SELECT
        book.book_id, book.import_id, given.sheet_number, given.row_number, known.budget_line_id,
        given.line_code,
        given.line_code AS external_reference,
        coalesce(given.fiscal_year, known.fiscal_year) AS fiscal_year,
        coalesce(given.kind, known.kind) AS kind,
        coalesce(given.amount, known.amount) AS amount,
        coalesce(given.entered_on, known.entered_on) AS entered_on,
        coalesce(given.document_no, known.document_no) AS document_no,
        coalesce(given.added, known.added) AS added,
        coalesce(given.reported_on, known.reported_on) AS reported_on,
        coalesce(given.evidence, known.evidence) AS evidence,
        -- A first version holds from the beginning: else what names it would find nothing.
        CASE
            WHEN known.budget_line_id IS NOT NULL
                THEN coalesce(given.effective_on, ledger.today_in_beijing())
        END AS effective_on
    FROM staged_budget_lines AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    LEFT JOIN facts.budget_line AS known
        ON book.book_id = known.book_id AND given.line_code = known.line_code;
    PERFORM ledger.report_repeated_references('budgeting', 'line_code');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'fiscal_year', 'not_a_fiscal_year', '{}'::jsonb
    FROM budgeting
    WHERE fiscal_year NOT BETWEEN 1950 AND 2199
    UNION ALL
    SELECT sheet_number, row_number, 'document_no', 'budget_document_required', '{}'::jsonb
    FROM budgeting
    WHERE kind = 'transfer' AND document_no IS NULL;
    PERFORM ledger.drop_faulty_rows('budgeting');

    CREATE TEMPORARY TABLE changed AS
    SELECT merged.*
    FROM budgeting AS merged
    LEFT JOIN facts.budget_line AS known
        ON merged.book_id = known.book_id AND merged.budget_line_id = known.budget_line_id
    WHERE known.budget_line_id IS NULL OR (
        known.fiscal_year, known.kind, known.amount, known.entered_on, known.document_no,
        known.added, known.reported_on, known.evidence
    ) IS DISTINCT FROM (
        merged.fiscal_year, merged.kind, merged.amount, merged.entered_on, merged.document_no,
        merged.added, merged.reported_on, merged.evidence
    );
    PERFORM ledger.note_changes(
        'budget_line',
        '{"fiscal_year": "fiscal_year", "kind": "kind", "amount": "amount",
          "entered_on": "entered_on", "document_no": "document_no", "added": "added",
          "reported_on": "reported_on"}'
    );
    PERFORM ledger.place_rows('changed');
    INSERT INTO ledger.budget_line (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, effective_on,
        budget_line_id, line_code, fiscal_year, kind, amount, entered_on, document_no, added,
        reported_on, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, effective_on,
        coalesce(budget_line_id, log_position), line_code, fiscal_year, kind, amount, entered_on,
        document_no, added, reported_on, evidence
    FROM changed;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE budgeting, changed;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_carried_cash.sql
-- Moves the cash of what this import carried over: as much as was carried over, or what is left in
-- the treasury once its payments are posted. Day by day: what is carried on twice takes its cash
-- along twice.
CREATE OR REPLACE FUNCTION ledger.import_carried_cash(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    of_day date;
    of_this_day integer;
    posted integer := 0;
BEGIN
    CREATE TEMPORARY TABLE carried AS
    SELECT
        taken.book_id, taken.log_position AS take_back_id, taken.recorded_at AS opened_at,
        taken.source_id, taken.amount, taken.occurred_on, staged.sheet_number, staged.row_number
    FROM staged_voucher AS staged
    INNER JOIN ledger.take_back AS taken
        ON staged.book_id = taken.book_id AND staged.voucher_id = taken.voucher_id
    WHERE taken.kind = 'carry_over';

    FOR of_day IN SELECT DISTINCT occurred_on FROM carried ORDER BY occurred_on LOOP
        CREATE TEMPORARY TABLE following AS
        SELECT
            asked.*,
            least(
                asked.amount,
                balance.amount + asked.amount - sum(asked.amount) OVER (
                    PARTITION BY asked.book_id, asked.source_id ORDER BY asked.take_back_id
                )
            ) AS cash_amount
        FROM carried AS asked
        INNER JOIN ledger.balance AS balance
            ON asked.book_id = balance.book_id AND asked.source_id = balance.source_id
            AND balance.kind = 'treasury'
        WHERE asked.occurred_on = of_day;
        DELETE FROM following WHERE cash_amount <= 0;
        PERFORM ledger.place_rows('following');
        INSERT INTO ledger.carried_cash (
            book_id, log_position, recorded_at, take_back_id, amount
        )
        SELECT book_id, log_position, opened_at, take_back_id, cash_amount FROM following;
        GET DIAGNOSTICS of_this_day = ROW_COUNT;
        posted := posted + of_this_day;
        DROP TABLE following;
    END LOOP;
    DROP TABLE carried;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_cash_movements.sql
-- Posts cash that moved: rows of their own, and the cash dates of money received and issued.
-- A row whose authority was posted earlier may bring its cash date later: it is posted then.
CREATE OR REPLACE FUNCTION ledger.import_cash_movements(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE moving AS
    SELECT
        row_number() OVER (ORDER BY given.sheet_number, given.row_number)::integer AS ordinal,
        book.book_id,
        book.import_id,
        given.*,
        'cash_' || given.direction AS event,
        'day' AS occurred_on_precision,
        given.document_no AS summary,
        NULL::bigint AS source_id,
        FALSE AS already
    FROM (
        SELECT
            sheet_number, row_number, book, 'in' AS direction, document_no,
            document_no AS source_document, coalesce(document_line, 1) AS source_line,
            cash_on AS occurred_on, amount, evidence,
            concat_ws(
                '|', 'cash', coalesce(
                    external_reference,
                    concat_ws('|', 'appropriation', document_no, coalesce(document_line, 1))
                )
            ) AS external_reference
        FROM staged_appropriations
        WHERE cash_on IS NOT NULL
        UNION ALL
        SELECT
            sheet_number, row_number, book, 'in', donation_code, donation_code, 1, cash_on, amount,
            evidence,
            'cash|' || coalesce(external_reference, 'donation|' || donation_code)
        FROM staged_donations
        WHERE cash_on IS NOT NULL AND coalesce(event, 'gift') = 'gift'
        UNION ALL
        SELECT
            sheet_number, row_number, book, 'in', document_no, document_no,
            coalesce(document_line, 1), cash_on, amount, evidence,
            concat_ws(
                '|', 'cash', coalesce(
                    external_reference,
                    concat_ws('|', kind, document_no, coalesce(document_line, 1))
                )
            )
        FROM staged_other_sources
        WHERE cash_on IS NOT NULL
        UNION ALL
        SELECT
            sheet_number, row_number, book,
            CASE WHEN direction IN ('received', 'cash_in') THEN 'in' ELSE 'out' END,
            document_no,
            CASE
                WHEN direction IN ('received', 'cash_in') THEN document_no ELSE source_document
            END,
            CASE WHEN direction = 'received' THEN coalesce(document_line, 1) ELSE source_line END,
            CASE
                WHEN direction IN ('cash_in', 'cash_out') THEN occurred_on ELSE cash_on
            END,
            amount, evidence,
            concat_ws(
                '|', 'cash', coalesce(
                    external_reference,
                    concat_ws(
                        '|', direction, coalesce(counterparty, counterparty_name), document_no,
                        coalesce(document_line, 1),
                        CASE WHEN direction IN ('cash_in', 'cash_out') THEN occurred_on END
                    )
                )
            )
        FROM staged_transfers
        WHERE cash_on IS NOT NULL OR direction IN ('cash_in', 'cash_out')
    ) AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    WHERE given.amount IS NOT NULL;

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'source_document', 'source_document_required', '{}'::jsonb
    FROM moving
    WHERE source_document IS NULL AND NOT EXISTS (
        SELECT FROM staged_problem AS said
        WHERE said.sheet_number = moving.sheet_number AND said.row_number = moving.row_number
    );
    PERFORM ledger.drop_faulty_rows('moving');
    PERFORM ledger.report_repeated_references('moving', 'document_no');
    PERFORM ledger.resolve_sources('moving');

    PERFORM ledger.pass_over_posted(
        'moving', 'cash_movement', 'cash_on', '{"amount": "amount", "occurred_on": "cash_on"}'
    );
    PERFORM ledger.drop_faulty_rows('moving');
    DELETE FROM moving WHERE source_id IS NULL;
    PERFORM ledger.report_unpostable_days('moving', 'cash_on');
    -- A row of cash alone has its day, and what came in its document, in the columns of every row.
    UPDATE staged_problem AS said
    SET column_key = CASE said.column_key WHEN 'cash_on' THEN 'occurred_on' ELSE 'document_no' END
    FROM staged_transfers AS given
    WHERE said.sheet_number = given.sheet_number AND said.row_number = given.row_number
        AND (
            (said.column_key = 'cash_on' AND given.direction IN ('cash_in', 'cash_out'))
            OR (said.column_key = 'source_document' AND given.direction = 'cash_in')
        );

    PERFORM ledger.open_row_vouchers('moving', author);
    INSERT INTO ledger.cash_movement (
        book_id, log_position, recorded_at, voucher_id, import_row, external_reference, source_id,
        direction, document_no, amount, occurred_on, evidence
    )
    SELECT
        book_id, log_position, recorded_at, voucher_id, row_number, external_reference, source_id,
        direction, document_no, amount, occurred_on, evidence
    FROM moving;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE moving;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_claim_steps.sql
-- Records what became of claims: checked, then approved or returned.
CREATE OR REPLACE FUNCTION ledger.import_claim_steps(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE stepping AS
    SELECT
        book.book_id, book.import_id, given.sheet_number, given.row_number, given.claim_code,
        given.step, given.occurred_on, given.actor, given.reason, given.evidence,
        claim.log_position AS claim_id,
        claim.amount AS claimed,
        claim.submitted_on,
        CASE
            WHEN given.step = 'approved' THEN coalesce(given.amount, claim.amount)
            ELSE given.amount
        END AS amount,
        concat_ws('|', given.claim_code, given.step) AS external_reference,
        FALSE AS already
    FROM staged_claim_steps AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    LEFT JOIN ledger.claim AS claim
        ON book.book_id = claim.book_id AND given.claim_code = claim.claim_code;

    PERFORM ledger.report_repeated_references('stepping', 'step');
    PERFORM ledger.report_days_to_come('stepping', 'occurred_on');
    PERFORM ledger.pass_over_recorded(
        'stepping', 'claim_step', 'step',
        '{"occurred_on": "occurred_on", "actor": "actor", "amount": "amount"}'
    );
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'claim_code', 'unknown_claim',
        jsonb_build_object('claim', claim_code)
    FROM stepping
    WHERE claim_id IS NULL AND NOT EXISTS (SELECT FROM staged_faulty WHERE sheet = 'claims')
    UNION ALL
    SELECT
        sheet_number, row_number, 'amount', 'approved_above_claim',
        jsonb_build_object('claim', claim_code, 'claimed', claimed)
    FROM stepping
    WHERE amount > claimed
    UNION ALL
    SELECT sheet_number, row_number, 'amount', 'amount_without_approval', '{}'::jsonb
    FROM stepping
    WHERE step <> 'approved' AND amount IS NOT NULL
    UNION ALL
    SELECT sheet_number, row_number, 'reason', 'required', '{}'::jsonb
    FROM stepping
    WHERE step = 'returned' AND reason IS NULL;
    PERFORM ledger.report_claim_order();
    PERFORM ledger.report_closed_days('stepping', 'occurred_on', 'occurred_on');
    DELETE FROM stepping WHERE claim_id IS NULL;
    PERFORM ledger.place_new_rows('stepping');
    INSERT INTO ledger.claim_step (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, claim_id, step, occurred_on, actor, amount, reason, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        claim_id, step, occurred_on, actor, amount, reason, evidence
    FROM stepping;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE stepping;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_claims.sql
-- Records claims for payment as they were handed in.
CREATE OR REPLACE FUNCTION ledger.import_claims(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE claiming AS
    SELECT
        book.book_id, book.import_id, given.sheet_number, given.row_number, given.claim_code,
        given.project_code, given.contract_code, given.claimant, given.payee_name, given.stage,
        coalesce(given.is_final, FALSE) AS is_final,
        given.amount, given.progress_percent, given.submitted_on, given.attachments,
        given.evidence,
        given.claim_code AS external_reference,
        NULL::bigint AS project_id,
        NULL::bigint AS contract_id,
        FALSE AS already
    FROM staged_claims AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;

    PERFORM ledger.report_repeated_references('claiming', 'claim_code');
    PERFORM ledger.resolve_projects('claiming');
    PERFORM ledger.resolve_contracts('claiming');
    PERFORM ledger.report_days_to_come('claiming', 'submitted_on');
    PERFORM ledger.pass_over_recorded(
        'claiming', 'claim', 'claim_code',
        '{"amount": "amount", "submitted_on": "submitted_on", "project_id": "project_code",
          "contract_id": "contract_code", "stage": "stage", "claimant": "claimant",
          "payee_name": "payee_name", "is_final": "is_final"}',
        'claim_code'
    );
    PERFORM ledger.report_closed_days('claiming', 'submitted_on', 'submitted_on');
    DELETE FROM claiming
    WHERE project_id IS NULL OR (contract_code IS NOT NULL AND contract_id IS NULL);
    PERFORM ledger.place_new_rows('claiming');
    INSERT INTO ledger.claim (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, claim_code,
        project_id, contract_id, claimant, payee_name, stage, is_final, amount, progress_percent,
        submitted_on, fingerprints, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, claim_code,
        project_id, contract_id, claimant, payee_name, stage, is_final, amount, progress_percent,
        submitted_on, string_to_array(attachments, ' '), evidence
    FROM claiming;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE claiming;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_contract_changes.sql
-- Posts what changes contracts after their signing: more money bound, or bound money freed.
CREATE OR REPLACE FUNCTION ledger.import_contract_changes(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE changing AS
    SELECT
        row_number() OVER (ORDER BY given.sheet_number, given.row_number)::integer AS ordinal,
        book.book_id,
        book.import_id,
        given.sheet_number,
        given.row_number,
        given.contract_code,
        given.kind,
        CASE given.kind WHEN 'supplement' THEN 'commit' ELSE 'release' END AS direction,
        CASE given.kind WHEN 'supplement' THEN 'commitment' ELSE 'release' END AS event,
        given.occurred_on,
        'day' AS occurred_on_precision,
        given.amount,
        given.source_document,
        given.source_line,
        given.evidence,
        concat_ws(' ', given.contract_code, given.evidence) AS summary,
        coalesce(
            given.external_reference,
            concat_ws(
                '|', given.kind, given.contract_code, given.occurred_on, given.source_document,
                given.source_line
            )
        ) AS external_reference,
        contract.log_position AS contract_id,
        contract.project_id,
        contract.signed_on,
        NULL::text AS project_code,
        NULL::bigint AS source_id,
        FALSE AS already
    FROM staged_contract_changes AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    LEFT JOIN ledger.contract AS contract
        ON book.book_id = contract.book_id AND given.contract_code = contract.contract_code
        AND contract.log_position = contract.contract_id;

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'contract_code', 'unknown_contract',
        jsonb_build_object('contract', contract_code)
    FROM changing
    WHERE contract_id IS NULL AND NOT EXISTS (SELECT FROM staged_faulty WHERE sheet = 'contracts')
    UNION ALL
    SELECT
        sheet_number, row_number, 'occurred_on', 'change_before_signing',
        jsonb_build_object('contract', contract_code, 'signed_on', signed_on)
    FROM changing
    WHERE occurred_on < signed_on
    UNION ALL
    SELECT sheet_number, row_number, 'amount', 'required', '{}'::jsonb
    FROM changing
    WHERE amount IS NULL AND kind <> 'termination';
    PERFORM ledger.report_repeated_references('changing', 'contract_code');
    PERFORM ledger.resolve_sources('changing');
    UPDATE changing SET project_code = project.project_code
    FROM ledger.project AS project
    WHERE changing.book_id = project.book_id AND changing.project_id = project.log_position;
    PERFORM ledger.pass_over_posted(
        'changing', 'commitment', 'contract_code',
        '{"amount": "amount", "occurred_on": "occurred_on", "source_id": "source_document",
          "contract_id": "contract_code", "kind": "kind"}'
    );
    PERFORM ledger.drop_faulty_rows('changing');
    DELETE FROM changing WHERE already OR contract_id IS NULL;
    PERFORM ledger.infer_changed_sources();
    PERFORM ledger.drop_faulty_rows('changing');
    DELETE FROM changing WHERE source_id IS NULL;
    PERFORM ledger.report_unpostable_days('changing');
    PERFORM ledger.open_row_vouchers('changing', author);
    INSERT INTO ledger.commitment (
        book_id, log_position, recorded_at, voucher_id, import_row, external_reference,
        contract_id, project_id, source_id, kind, direction, amount, occurred_on, evidence
    )
    SELECT
        book_id, log_position, recorded_at, voucher_id, row_number, external_reference,
        contract_id, project_id, source_id, kind, direction, amount, occurred_on, evidence
    FROM changing;
    GET DIAGNOSTICS posted = ROW_COUNT;
    PERFORM ledger.register_changed_contracts(author);
    DROP TABLE changing;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_contracts.sql
-- Registers contracts with their suppliers, and commits the money of each row's source.
CREATE OR REPLACE FUNCTION ledger.import_contracts(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE contracting AS
    SELECT
        row_number() OVER (ORDER BY given.sheet_number, given.row_number)::integer AS ordinal,
        book.book_id,
        book.import_id,
        given.sheet_number,
        given.row_number,
        given.contract_code,
        given.project_code,
        given.supplier_name AS name,
        given.kind AS contract_kind,
        given.procurement_method,
        given.signed_on,
        given.signed_on AS occurred_on,
        'day' AS occurred_on_precision,
        'commitment' AS event,
        concat_ws(' ', given.contract_code, given.supplier_name) AS summary,
        given.amount,
        coalesce(given.retention_percent, 0) AS retention_percent,
        given.settled_on,
        given.retention_until,
        given.awarded_on,
        given.awarded_to,
        given.award_amount,
        given.method_ground,
        given.filed_on,
        given.published_on,
        given.estimate_amount,
        given.bid_bond_amount,
        given.performance_bond_amount,
        given.source_document,
        given.source_line,
        given.effective_on,
        given.evidence,
        given.supplier_identity_hash AS identity_hash,
        given.supplier_identity_masked AS identity_masked,
        given.supplier_identity_sealed AS identity_sealed,
        NULL::bigint AS payee_id,
        NULL::bigint AS source_id,
        NULL::bigint AS project_id,
        NULL::bigint AS contract_id,
        FALSE AS already,
        concat_ws('|', given.contract_code, given.source_document, given.source_line)
            AS external_reference
    FROM staged_contracts AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;

    PERFORM ledger.report_repeated_references('contracting', 'contract_code');
    PERFORM ledger.mark_opened_contracts();
    PERFORM ledger.resolve_projects('contracting');
    PERFORM ledger.resolve_sources('contracting');
    PERFORM ledger.infer_sources('contracting');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'contract_code', 'contract_rows_differ', '{}'::jsonb
    FROM (
        SELECT
            sheet_number, row_number,
            (project_code, name, signed_on, retention_percent) AS terms,
            first_value((project_code, name, signed_on, retention_percent)) OVER (
                PARTITION BY book_id, contract_code ORDER BY sheet_number, row_number
            ) AS first_terms
        FROM contracting
    ) AS compared
    WHERE terms IS DISTINCT FROM first_terms;

    UPDATE contracting SET already = TRUE
    FROM ledger.commitment AS known
    WHERE contracting.book_id = known.book_id
        AND contracting.external_reference = known.external_reference;
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        contracting.sheet_number, contracting.row_number, 'amount', 'contract_amount_changed',
        jsonb_build_object('contract', contracting.contract_code)
    FROM contracting
    INNER JOIN ledger.contract AS contract
        ON contracting.book_id = contract.book_id
        AND contracting.contract_code = contract.contract_code
        AND contract.log_position = contract.contract_id
    LEFT JOIN ledger.commitment AS known
        ON contracting.book_id = known.book_id
        AND contracting.external_reference = known.external_reference
    WHERE known.amount IS DISTINCT FROM contracting.amount AND (
        known.amount IS NOT NULL
        OR (
            NOT contracting.already
            AND ledger.is_committed(contracting.book_id, contract.log_position)
        )
    );

    PERFORM ledger.drop_faulty_rows('contracting');
    DELETE FROM contracting WHERE source_id IS NULL OR project_id IS NULL;
    PERFORM ledger.report_unpostable_days('contracting', 'signed_on');

    -- Suppliers are found or registered as payees, just as those of payments are.
    CREATE TEMPORARY TABLE party AS
    SELECT
        ordinal AS party, book_id, import_id, NULL::text AS payee_code, name,
        'enterprise' AS kind, identity_hash, identity_masked, identity_sealed,
        NULL::bytea AS account_hash
    FROM contracting;
    PERFORM ledger.find_paid_payees();
    PERFORM ledger.register_new_payees(author);
    UPDATE contracting SET payee_id = paid_payee.payee_id
    FROM paid_payee
    WHERE contracting.ordinal = paid_payee.party;
    DROP TABLE party, paid_payee;

    posted := ledger.register_contracts(author);
    posted := posted + ledger.commit_contracted_money(author);
    DROP TABLE contracting;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_digest.sql
-- The fingerprint of an import under way: what all rows that were staged and posted come to.
CREATE OR REPLACE FUNCTION ledger.import_digest()
RETURNS bytea
LANGUAGE sql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
SELECT sha256(coalesce(string_agg(staged_digest.digest, ''::bytea ORDER BY staged_digest.nth), ''))
FROM staged_digest;
$$;

-- ledger/sql/functions/import_disbursements.sql
-- Posts a slice of the sheet of payments. What rows have in common (a batch's day and project, a
-- payee with its numbers) is resolved once; then all rows of the slice are posted in one statement.
CREATE OR REPLACE FUNCTION ledger.import_disbursements(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    posted integer;
BEGIN
    PERFORM ledger.register_paid_parties(author);
    PERFORM ledger.resolve_batches();
    PERFORM ledger.refuse_payments();

    -- Rows that were posted before, or stand twice in the file, are rare: they are looked for when
    -- the constraint has found one.
    BEGIN
        posted := ledger.post_payments(author);
    EXCEPTION
        WHEN unique_violation THEN
            PERFORM ledger.set_aside_known_payments();
            posted := ledger.post_payments(author);
    END;
    PERFORM ledger.attach_papers(author);
    TRUNCATE staged_disbursements;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_donated_goods.sql
-- Registers donated goods: what was received.
CREATE OR REPLACE FUNCTION ledger.import_donated_goods(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE receiving AS
    SELECT
        book.book_id,
        book.import_id,
        given.sheet_number,
        given.row_number,
        given.goods_code,
        given.goods_code AS external_reference,
        given.donor,
        given.item,
        given.quantity,
        given.unit,
        given.estimated_value,
        given.occurred_on,
        given.occurred_on AS received_on,
        given.receipt_no,
        given.evidence,
        FALSE AS already
    FROM staged_donated_goods AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    WHERE given.event = 'received';

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT receiving.sheet_number, receiving.row_number, needed.key, 'required', '{}'::jsonb
    FROM receiving
    CROSS JOIN LATERAL (
        VALUES ('donor', receiving.donor), ('item', receiving.item), ('unit', receiving.unit)
    ) AS needed (key, value)
    WHERE needed.value IS NULL;
    PERFORM ledger.report_repeated_references('receiving', 'goods_code');
    PERFORM ledger.pass_over_recorded(
        'receiving', 'donated_goods', 'goods_code',
        '{"quantity": "quantity", "item": "item", "unit": "unit", "donor": "donor",
          "received_on": "occurred_on", "estimated_value": "estimated_value"}',
        'goods_code'
    );
    PERFORM ledger.drop_faulty_rows('receiving');
    PERFORM ledger.report_unpostable_days('receiving', 'occurred_on', FALSE);
    PERFORM ledger.place_new_rows('receiving');
    INSERT INTO ledger.donated_goods (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, goods_code, donor,
        item, quantity, unit, estimated_value, received_on, receipt_no, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, goods_code, donor,
        item, quantity, unit, estimated_value, occurred_on, receipt_no, evidence
    FROM receiving;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE receiving;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_donated_goods_movements.sql
-- Registers what became of donated goods: given out, returned, or removed with a reason.
CREATE OR REPLACE FUNCTION ledger.import_donated_goods_movements(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE handing AS
    SELECT
        book.book_id,
        book.import_id,
        given.sheet_number,
        given.row_number,
        given.goods_code,
        given.event AS kind,
        given.quantity,
        given.occurred_on,
        given.project_code,
        given.household_code,
        given.recipient,
        given.reason,
        given.evidence,
        coalesce(
            given.external_reference,
            concat_ws(
                '|', given.event, given.goods_code, given.occurred_on, given.project_code,
                given.household_code, given.recipient
            )
        ) AS external_reference,
        goods.log_position AS goods_id,
        goods.received_on,
        household.log_position AS household_id,
        NULL::bigint AS project_id,
        FALSE AS already
    FROM staged_donated_goods AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    LEFT JOIN ledger.donated_goods AS goods
        ON book.book_id = goods.book_id AND given.goods_code = goods.goods_code
    LEFT JOIN ledger.household AS household
        ON book.book_id = household.book_id AND given.household_code = household.household_code
    WHERE given.event <> 'received';

    PERFORM ledger.report_repeated_references('handing', 'goods_code');
    PERFORM ledger.resolve_projects('handing');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'goods_code', 'unknown_goods',
        jsonb_build_object('goods', goods_code)
    FROM handing
    WHERE goods_id IS NULL
    UNION ALL
    SELECT
        sheet_number, row_number, 'household_code', 'unknown_household',
        jsonb_build_object('household', household_code)
    FROM handing
    WHERE household_code IS NOT NULL AND household_id IS NULL
        AND NOT EXISTS (SELECT FROM staged_faulty WHERE sheet = 'households')
    UNION ALL
    SELECT
        sheet_number, row_number, 'occurred_on', 'goods_before_receipt',
        jsonb_build_object('goods', goods_code, 'received_on', received_on)
    FROM handing
    WHERE occurred_on < received_on
    UNION ALL
    SELECT sheet_number, row_number, 'recipient', 'goods_recipient_required', '{}'::jsonb
    FROM handing
    WHERE kind <> 'removed' AND num_nonnulls(project_code, household_code, recipient) = 0
    UNION ALL
    SELECT sheet_number, row_number, 'reason', 'required', '{}'::jsonb
    FROM handing
    WHERE kind = 'removed' AND reason IS NULL;
    PERFORM ledger.pass_over_recorded(
        'handing', 'donated_goods_movement', 'goods_code',
        '{"quantity": "quantity", "kind": "event", "goods_id": "goods_code"}'
    );
    PERFORM ledger.drop_faulty_rows('handing');
    DELETE FROM handing WHERE already OR (project_code IS NOT NULL AND project_id IS NULL);
    PERFORM ledger.report_unpostable_days('handing', 'occurred_on', FALSE);
    PERFORM ledger.report_excess_goods();

    PERFORM ledger.place_rows('handing');
    INSERT INTO ledger.donated_goods_movement (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, goods_id, kind, quantity, occurred_on, project_id, household_id,
        recipient, reason, evidence, salt
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        goods_id, kind, quantity, occurred_on, project_id, household_id, recipient, reason,
        evidence, CASE WHEN recipient IS NOT NULL THEN gen_random_uuid() END
    FROM handing;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE handing;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_donor_wills.sql
-- Records what donors want: the will that came with a gift, and later consents to another use.
CREATE OR REPLACE FUNCTION ledger.import_donor_wills(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE willing AS
    SELECT
        book.book_id,
        book.import_id,
        given.*,
        given.donation_code || '|' || given.occurred_on AS will_reference,
        given.restricted_project AS project_code,
        NULL::bigint AS project_id,
        source.log_position AS source_id
    FROM staged_donations AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    LEFT JOIN ledger.source AS source
        ON book.book_id = source.book_id AND given.donation_code = source.document_no
        AND source.kind IN ('donation', 'opening') AND NOT EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = source.book_id AND undoing.reverses_id = source.voucher_id
        );
    ALTER TABLE willing DROP COLUMN external_reference;
    ALTER TABLE willing RENAME COLUMN will_reference TO external_reference;
    PERFORM ledger.report_repeated_references('willing', 'donation_code');
    PERFORM ledger.resolve_projects('willing');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'donation_code', 'unknown_donation',
        jsonb_build_object('donation', donation_code)
    FROM willing
    WHERE source_id IS NULL AND event = 'consent'
    UNION ALL
    -- Days of gifts were looked at with their money.
    SELECT sheet_number, row_number, 'occurred_on', 'day_to_come', '{}'::jsonb
    FROM willing
    WHERE event = 'consent'
        AND date_trunc(coalesce(occurred_on_precision, 'day'), occurred_on::timestamp)
        > ledger.today_in_beijing()
    UNION ALL
    SELECT
        sheet_number, row_number, 'donation_code', 'same_reference_differs',
        jsonb_build_object('reference', donation_code, 'fields', fields)
    FROM (
        SELECT willing.*, concat_ws(
            E'\n',
            CASE WHEN willing.donor <> known.donor THEN 'donor=' || known.donor END,
            CASE
                WHEN willing.will <> coalesce(known.will, '')
                    THEN concat_ws('=', 'will', known.will)
            END,
            CASE
                WHEN willing.restricted_category <> coalesce(known.restricted_category, '')
                    THEN concat_ws('=', 'restricted_category', known.restricted_category)
            END,
            CASE
                WHEN willing.use_by <> coalesce(known.use_by, 'infinity')
                    THEN concat_ws('=', 'use_by', known.use_by)
            END
        ) AS fields
        FROM willing
        INNER JOIN ledger.donor_will AS known
            ON willing.book_id = known.book_id AND willing.source_id = known.source_id
            AND willing.occurred_on = known.stated_on
        WHERE willing.event = 'consent'
    ) AS compared
    WHERE fields <> '';
    PERFORM ledger.drop_faulty_rows('willing');
    DELETE FROM willing
    WHERE source_id IS NULL OR EXISTS (
        SELECT FROM ledger.donor_will AS known
        WHERE known.book_id = willing.book_id AND known.source_id = willing.source_id
            AND known.stated_on = willing.occurred_on
    );
    PERFORM ledger.report_closed_days('willing', 'occurred_on', 'occurred_on');
    PERFORM ledger.place_rows('willing');
    INSERT INTO ledger.donor_will (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, source_id,
        stated_on, date_precision, donor, will, restricted_category, restricted_division_id,
        restricted_project_id, registered_only, use_by, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, source_id,
        occurred_on, occurred_on_precision, donor, will, restricted_category,
        restricted_division, project_id, coalesce(registered_only, FALSE), use_by, evidence
    FROM willing;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE willing;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_entitlements.sql
-- Registers what households are due, and a new version of it where more or something else is said.
-- An empty cell says nothing: it leaves what is registered as it is.
CREATE OR REPLACE FUNCTION ledger.import_entitlements(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE entitling AS
    SELECT
        book.book_id, book.import_id, given.sheet_number, given.row_number, known.entitlement_id,
        given.entitlement_code,
        given.entitlement_code AS external_reference,
        given.project_code,
        NULL::bigint AS project_id,
        given.household_code,
        household.log_position AS household_id,
        coalesce(given.period_from, known.period_from) AS period_from,
        -- Without a last day of its own it is for the very first day.
        coalesce(given.period_until, known.period_until, given.period_from) AS period_until,
        coalesce(given.quantity, known.quantity) AS quantity,
        coalesce(given.unit, known.unit) AS unit,
        coalesce(given.standard_amount, known.standard_amount) AS standard_amount,
        coalesce(given.standard_document, known.standard_document) AS standard_document,
        coalesce(given.approved_amount, known.approved_amount) AS approved_amount,
        coalesce(given.approved_on, known.approved_on) AS approved_on,
        coalesce(given.due_on, known.due_on) AS due_on,
        coalesce(given.confirmed_amount, known.confirmed_amount) AS confirmed_amount,
        coalesce(given.confirmed_on, known.confirmed_on) AS confirmed_on,
        coalesce(given.evidence, known.evidence) AS evidence,
        -- A first version holds from the beginning: else what names it would find nothing.
        CASE
            WHEN known.entitlement_id IS NOT NULL
                THEN coalesce(given.effective_on, ledger.today_in_beijing())
        END AS effective_on
    FROM staged_entitlements AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    LEFT JOIN ledger.household AS household
        ON book.book_id = household.book_id AND given.household_code = household.household_code
    LEFT JOIN facts.entitlement AS known
        ON book.book_id = known.book_id AND given.entitlement_code = known.entitlement_code;
    PERFORM ledger.report_repeated_references('entitling', 'entitlement_code');
    PERFORM ledger.resolve_projects('entitling');
    PERFORM ledger.report_days_to_come('entitling', 'confirmed_on');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'household_code', 'unknown_household',
        jsonb_build_object('household', household_code)
    FROM entitling
    WHERE household_id IS NULL AND NOT EXISTS (SELECT FROM staged_faulty WHERE sheet = 'households')
    UNION ALL
    SELECT sheet_number, row_number, 'period_until', 'end_before_start', '{}'::jsonb
    FROM entitling
    WHERE period_until < period_from
    UNION ALL
    SELECT sheet_number, row_number, 'period_from', 'required', '{}'::jsonb
    FROM entitling
    WHERE period_until IS NOT NULL AND period_from IS NULL
    UNION ALL
    SELECT sheet_number, row_number, 'due_on', 'end_before_start', '{}'::jsonb
    FROM entitling
    WHERE due_on < approved_on
    UNION ALL
    SELECT sheet_number, row_number, 'confirmed_on', 'confirmation_incomplete', '{}'::jsonb
    FROM entitling
    WHERE (confirmed_amount IS NULL) <> (confirmed_on IS NULL) OR confirmed_amount < 0;
    PERFORM ledger.report_overlapping_entitlements();
    PERFORM ledger.drop_faulty_rows('entitling');
    DELETE FROM entitling WHERE project_id IS NULL OR household_id IS NULL;

    CREATE TEMPORARY TABLE changed AS
    SELECT merged.*
    FROM entitling AS merged
    LEFT JOIN facts.entitlement AS known
        ON merged.book_id = known.book_id AND merged.entitlement_id = known.entitlement_id
    WHERE known.entitlement_id IS NULL OR (
        known.project_id, known.household_id, known.period_from, known.period_until,
        known.quantity, known.unit, known.standard_amount, known.standard_document,
        known.approved_amount, known.approved_on, known.due_on, known.confirmed_amount,
        known.confirmed_on, known.evidence
    ) IS DISTINCT FROM (
        merged.project_id, merged.household_id, merged.period_from, merged.period_until,
        merged.quantity, merged.unit, merged.standard_amount, merged.standard_document,
        merged.approved_amount, merged.approved_on, merged.due_on, merged.confirmed_amount,
        merged.confirmed_on, merged.evidence
    );
    PERFORM ledger.note_changes(
        'entitlement',
        '{"period_from": "period_from", "period_until": "period_until", "quantity": "quantity",
          "standard_amount": "standard_amount", "approved_amount": "approved_amount",
          "approved_on": "approved_on", "due_on": "due_on",
          "confirmed_amount": "confirmed_amount"}'
    );
    PERFORM ledger.place_rows('changed');
    INSERT INTO ledger.entitlement (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, effective_on,
        entitlement_id, entitlement_code, project_id, household_id, period_from, period_until,
        quantity, unit, standard_amount, standard_document, approved_amount, approved_on, due_on,
        confirmed_amount, confirmed_on, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, effective_on,
        coalesce(entitlement_id, log_position), entitlement_code, project_id, household_id,
        period_from, period_until, quantity, unit, standard_amount, standard_document,
        approved_amount, approved_on, due_on, confirmed_amount, confirmed_on, evidence
    FROM changed;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE entitling, changed;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_feedback.sql
-- Records what donors were told of their gifts, asked, and were answered.
CREATE OR REPLACE FUNCTION ledger.import_feedback(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE telling AS
    SELECT
        book.book_id, book.import_id, given.*,
        concat_ws('|', given.donation_code, given.kind, given.occurred_on) AS external_reference,
        source.log_position AS source_id,
        FALSE AS already
    FROM staged_feedback AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    LEFT JOIN ledger.source AS source
        ON book.book_id = source.book_id AND given.donation_code = source.document_no
        AND source.kind IN ('donation', 'opening') AND NOT EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = source.book_id AND undoing.reverses_id = source.voucher_id
        );

    PERFORM ledger.report_repeated_references('telling', 'occurred_on');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'donation_code', 'unknown_donation',
        jsonb_build_object('donation', donation_code)
    FROM telling
    WHERE source_id IS NULL;
    PERFORM ledger.report_days_to_come('telling', 'occurred_on');
    PERFORM ledger.pass_over_recorded(
        'telling', 'feedback', 'contents', '{"contents": "contents", "means": "means"}'
    );
    PERFORM ledger.report_closed_days('telling', 'occurred_on', 'occurred_on');
    PERFORM ledger.place_new_rows('telling');
    INSERT INTO ledger.feedback (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, source_id, kind, occurred_on, means, contents, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        source_id, kind, occurred_on, means, contents, evidence
    FROM telling;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE telling;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_findings.sql
-- Records what audit reports ask to put right.
CREATE OR REPLACE FUNCTION ledger.import_findings(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE found AS
    SELECT
        book.book_id, book.import_id, given.*, given.finding_code AS external_reference,
        FALSE AS already
    FROM staged_findings AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;

    PERFORM ledger.report_repeated_references('found', 'finding_code');
    PERFORM ledger.report_days_to_come('found', 'reported_on');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'due_on', 'due_before_report',
        jsonb_build_object('reported_on', reported_on, 'due_on', due_on)
    FROM found
    WHERE due_on < reported_on;
    PERFORM ledger.pass_over_recorded(
        'found', 'finding', 'problem',
        '{"report_number": "report_number", "reported_on": "reported_on", "problem": "problem",
          "responsible_unit": "responsible_unit", "amount": "amount", "manner": "manner",
          "due_on": "due_on"}'
    );
    PERFORM ledger.report_closed_days('found', 'reported_on', 'reported_on');
    PERFORM ledger.place_new_rows('found');
    INSERT INTO ledger.finding (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, report_number, reported_on, problem, responsible_unit, amount, manner,
        due_on, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        report_number, reported_on, problem, responsible_unit, amount, manner, due_on, evidence
    FROM found;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE found;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_foundation_years.sql
-- Registers foundations' years, and a new version of one where more or something else is said of
-- it. An empty cell says nothing: it leaves what is registered as it is.
CREATE OR REPLACE FUNCTION ledger.import_foundation_years(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE reported_year AS
    SELECT
        book.book_id, book.import_id, given.sheet_number, given.row_number,
        known.foundation_year_id, given.report_code,
        given.report_code AS external_reference,
        coalesce(given.foundation, known.foundation) AS foundation,
        coalesce(given.ends_on, known.ends_on) AS ends_on,
        coalesce(given.may_raise, known.may_raise) AS may_raise,
        coalesce(given.spending_amount, known.spending_amount) AS spending_amount,
        coalesce(given.charity_amount, known.charity_amount) AS charity_amount,
        coalesce(given.management_amount, known.management_amount) AS management_amount,
        coalesce(given.income_before_amount, known.income_before_amount) AS income_before_amount,
        coalesce(given.average_income_amount, known.average_income_amount)
            AS average_income_amount,
        coalesce(given.exemption, known.exemption) AS exemption,
        coalesce(given.evidence, known.evidence) AS evidence,
        -- A first version holds from the beginning: else what names it would find nothing.
        CASE
            WHEN known.foundation_year_id IS NOT NULL
                THEN coalesce(given.effective_on, ledger.today_in_beijing())
        END AS effective_on
    FROM staged_foundation_years AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    LEFT JOIN facts.foundation_year AS known
        ON book.book_id = known.book_id AND given.report_code = known.report_code;
    PERFORM ledger.report_repeated_references('reported_year', 'report_code');
    PERFORM ledger.report_days_to_come('reported_year', 'ends_on');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'management_amount', 'part_above_whole', '{}'::jsonb
    FROM reported_year
    WHERE management_amount > spending_amount
    UNION ALL
    SELECT sheet_number, row_number, 'charity_amount', 'part_above_whole', '{}'::jsonb
    FROM reported_year
    WHERE charity_amount > spending_amount;
    PERFORM ledger.drop_faulty_rows('reported_year');

    CREATE TEMPORARY TABLE changed AS
    SELECT merged.*
    FROM reported_year AS merged
    LEFT JOIN facts.foundation_year AS known
        ON merged.book_id = known.book_id
        AND merged.foundation_year_id = known.foundation_year_id
    WHERE known.foundation_year_id IS NULL OR (
        known.foundation, known.ends_on, known.may_raise, known.spending_amount,
        known.charity_amount, known.management_amount, known.income_before_amount,
        known.average_income_amount, known.exemption, known.evidence
    ) IS DISTINCT FROM (
        merged.foundation, merged.ends_on, merged.may_raise, merged.spending_amount,
        merged.charity_amount, merged.management_amount, merged.income_before_amount,
        merged.average_income_amount, merged.exemption, merged.evidence
    );
    PERFORM ledger.note_changes(
        'foundation_year',
        '{"foundation": "foundation", "ends_on": "ends_on", "spending_amount": "spending_amount",
          "charity_amount": "charity_amount", "management_amount": "management_amount"}'
    );
    PERFORM ledger.place_rows('changed');
    INSERT INTO ledger.foundation_year (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, effective_on,
        foundation_year_id, report_code, foundation, ends_on, may_raise, spending_amount,
        charity_amount, management_amount, income_before_amount, average_income_amount, exemption,
        evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, effective_on,
        coalesce(foundation_year_id, log_position), report_code, foundation, ends_on, may_raise,
        spending_amount, charity_amount, management_amount, income_before_amount,
        average_income_amount, exemption, evidence
    FROM changed;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE reported_year, changed;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_fund_lines.sql
-- Registers the fund lines that arriving money names, and a new version where more is said of one.
CREATE OR REPLACE FUNCTION ledger.import_fund_lines(author text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    WITH named AS MATERIALIZED (
        SELECT
            arriving.book_id,
            arriving.import_id,
            arriving.fund_line AS name,
            max(arriving.fund_level) AS level,
            max(arriving.fund_class) AS fund_class,
            bool_or(arriving.integrable) AS integrable
        FROM arriving
        WHERE NOT arriving.already
        GROUP BY arriving.book_id, arriving.import_id, arriving.fund_line
    ),
    changed AS MATERIALIZED (
        SELECT
            named.book_id,
            named.import_id,
            named.name,
            known.fund_line_id,
            coalesce(named.level, known.level) AS level,
            coalesce(named.fund_class, known.fund_class) AS fund_class,
            coalesce(named.integrable, known.integrable) AS integrable
        FROM named
        LEFT JOIN facts.fund_line AS known
            ON named.book_id = known.book_id AND named.name = known.name
        WHERE known.fund_line_id IS NULL
            OR (known.level, known.fund_class, known.integrable) IS DISTINCT FROM (
                coalesce(named.level, known.level),
                coalesce(named.fund_class, known.fund_class),
                coalesce(named.integrable, known.integrable)
            )
    ),
    taken AS MATERIALIZED (
        SELECT * FROM ledger.reserve_positions((SELECT array_agg(book_id) FROM changed))
    ),
    placed AS (
        SELECT
            changed.*,
            taken.recorded_at,
            taken.base + row_number() OVER (
                PARTITION BY changed.book_id ORDER BY changed.name
            ) AS log_position
        FROM changed
        INNER JOIN taken ON changed.book_id = taken.book_id
    )
    INSERT INTO ledger.fund_line (
        book_id, log_position, recorded_at, recorded_by, import_id, fund_line_id, name, level,
        fund_class, integrable
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id,
        coalesce(fund_line_id, log_position), name, level, fund_class, integrable
    FROM placed;
END
$$;

-- ledger/sql/functions/import_households.sql
-- Registers households and their persons, and a new version of a person where something changed.
CREATE OR REPLACE FUNCTION ledger.import_households(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE registering AS
    SELECT
        book.book_id,
        book.import_id,
        given.*,
        given.household_code || '|' || encode(given.identity_hash, 'hex') AS external_reference
    FROM staged_households AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;
    PERFORM ledger.report_repeated_references('registering', 'identity');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT given.sheet_number, given.row_number, 'exited_on', 'exit_before_entry', '{}'::jsonb
    FROM registering AS given
    LEFT JOIN ledger.household AS household
        ON given.book_id = household.book_id AND given.household_code = household.household_code
    LEFT JOIN facts.person AS known
        ON household.book_id = known.book_id AND household.log_position = known.household_id
        AND given.identity_hash = known.identity_hash
    WHERE coalesce(given.exited_on, known.exited_on)
        < coalesce(given.registered_on, known.registered_on);
    PERFORM ledger.report_impossible_splits();
    PERFORM ledger.drop_faulty_rows('registering');

    WITH fresh AS MATERIALIZED (
        SELECT given.book_id, given.household_code, min(given.import_id) AS import_id
        FROM registering AS given
        WHERE NOT EXISTS (
            SELECT FROM ledger.household AS known
            WHERE known.book_id = given.book_id AND known.household_code = given.household_code
        )
        GROUP BY given.book_id, given.household_code
    ),
    taken AS MATERIALIZED (
        SELECT * FROM ledger.reserve_positions((SELECT array_agg(book_id) FROM fresh))
    )
    INSERT INTO ledger.household (
        book_id, log_position, recorded_at, recorded_by, import_id, household_code
    )
    SELECT
        fresh.book_id,
        taken.base + row_number() OVER (
            PARTITION BY fresh.book_id ORDER BY fresh.household_code
        ),
        taken.recorded_at, author, fresh.import_id, fresh.household_code
    FROM fresh
    INNER JOIN taken ON fresh.book_id = taken.book_id;

    CREATE TEMPORARY TABLE changed AS
    WITH merged AS MATERIALIZED (
        SELECT
            given.book_id, given.import_id, given.sheet_number, given.row_number,
            household.log_position AS household_id, known.person_id,
            given.identity_hash, given.identity_masked, given.identity_sealed,
            coalesce(given.phone_hash, known.phone_hash) AS phone_hash,
            coalesce(given.phone_masked, known.phone_masked) AS phone_masked,
            given.phone_sealed,
            coalesce(given.name, known.name) AS name,
            coalesce(given.relation, known.relation) AS relation,
            coalesce(given.village_division, known.village_division_id) AS village_division_id,
            coalesce(given.village, known.village) AS village,
            coalesce(given.address, known.address) AS address,
            coalesce(given.registered_on, known.registered_on) AS registered_on,
            coalesce(given.exited_on, known.exited_on) AS exited_on,
            coalesce(origin.log_position, known.split_from_household_id)
                AS split_from_household_id,
            coalesce(given.split_from, known.split_from_code) AS split_from_code,
            coalesce(given.split_on, known.split_on) AS split_on,
            CASE
                WHEN given.split_on IS NULL THEN known.split_precision
                ELSE given.split_on_precision
            END AS split_precision,
            given.evidence,
            -- A first version holds from the beginning: else what names it would find nothing.
            CASE
                WHEN known.person_id IS NOT NULL
                    THEN coalesce(given.effective_on, ledger.today_in_beijing())
            END AS effective_on
        FROM registering AS given
        INNER JOIN ledger.household AS household
            ON given.book_id = household.book_id
            AND given.household_code = household.household_code
        LEFT JOIN ledger.household AS origin
            ON given.book_id = origin.book_id AND given.split_from = origin.household_code
        LEFT JOIN facts.person AS known
            ON household.book_id = known.book_id
            AND household.log_position = known.household_id
            AND given.identity_hash = known.identity_hash
    )
    SELECT merged.*
    FROM merged
    LEFT JOIN facts.person AS known
        ON merged.book_id = known.book_id AND merged.person_id = known.person_id
    WHERE known.person_id IS NULL OR (
        known.name, known.phone_hash, known.relation, known.village_division_id, known.village,
        known.address, known.registered_on, known.exited_on, known.split_from_household_id,
        known.split_on, known.split_precision
    ) IS DISTINCT FROM (
        merged.name, merged.phone_hash, merged.relation, merged.village_division_id, merged.village,
        merged.address, merged.registered_on, merged.exited_on, merged.split_from_household_id,
        merged.split_on, merged.split_precision
    );
    PERFORM ledger.note_changes(
        'person',
        '{"name": "name", "phone_masked": "phone", "relation": "relation", "village": "village",
          "address": "address", "registered_on": "registered_on", "exited_on": "exited_on",
          "split_from_code": "split_from", "split_on": "split_on"}'
    );
    PERFORM ledger.gather_numbers('changed', 'identity', 'identity');
    PERFORM ledger.gather_numbers('changed', 'phone', 'phone');
    PERFORM ledger.place_rows('changed');
    INSERT INTO ledger.person (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, effective_on,
        person_id, household_id, name, identity_hash, identity_masked, phone_hash, phone_masked,
        relation, village_division_id, village, address, registered_on, exited_on,
        split_from_household_id, split_on, split_precision, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, effective_on,
        coalesce(person_id, log_position), household_id, name, identity_hash, identity_masked,
        phone_hash, phone_masked, relation, village_division_id, village, address,
        registered_on, exited_on, split_from_household_id, split_on, split_precision, evidence
    FROM changed;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE registering, changed;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_integration_plans.sql
-- Records the versions of integration plans with their items, and moves money into the pool.
-- A version lists all that is pooled; what is posted is the difference to what was pooled before.
CREATE OR REPLACE FUNCTION ledger.import_integration_plans(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE planning AS
    SELECT
        row_number() OVER (ORDER BY given.sheet_number, given.row_number)::integer AS ordinal,
        book.book_id,
        book.import_id,
        given.*,
        given.approved_on AS occurred_on,
        NULL::bigint AS source_id,
        NULL::bigint AS project_id,
        NULL::bigint AS plan_id,
        FALSE AS already,
        concat_ws(
            '|', given.plan_code, given.version_number, given.item_kind,
            coalesce(given.project_code, given.source_document), given.source_line
        ) AS external_reference
    FROM staged_integration_plans AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'source_document', 'source_document_required', '{}'::jsonb
    FROM planning
    WHERE item_kind = 'pooled' AND source_document IS NULL
    UNION ALL
    SELECT sheet_number, row_number, 'project_code', 'project_code_required', '{}'::jsonb
    FROM planning
    WHERE item_kind = 'project' AND project_code IS NULL
    UNION ALL
    SELECT sheet_number, row_number, 'approved_on', 'plan_rows_differ', '{}'::jsonb
    FROM (
        SELECT
            sheet_number, row_number, approved_on,
            min(approved_on) OVER (
                PARTITION BY book_id, plan_code, version_number
            ) AS first_approved_on
        FROM planning
    ) AS compared
    WHERE approved_on <> first_approved_on;
    PERFORM ledger.report_repeated_references('planning', 'amount');
    PERFORM ledger.resolve_sources('planning');
    PERFORM ledger.resolve_projects('planning');

    -- A version that is registered takes no other row; the same rows again are passed over.
    UPDATE planning SET already = TRUE
    FROM ledger.integration_plan AS plan
    WHERE planning.book_id = plan.book_id AND planning.plan_code = plan.plan_code
        AND planning.version_number = plan.version_number;
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        planning.sheet_number, planning.row_number, 'version_number', 'plan_version_exists',
        jsonb_build_object('plan', planning.plan_code, 'version', planning.version_number)
    FROM planning
    INNER JOIN ledger.integration_plan AS plan
        ON planning.book_id = plan.book_id AND planning.plan_code = plan.plan_code
        AND planning.version_number = plan.version_number
    LEFT JOIN ledger.integration_plan_item AS item
        ON plan.book_id = item.book_id AND plan.log_position = item.plan_id
        AND planning.project_id = item.project_id
    WHERE planning.approved_on <> plan.approved_on
        OR (planning.item_kind = 'project' AND item.amount IS DISTINCT FROM planning.amount)
        -- What was pooled by then, unless some of it was reversed since.
        OR (planning.item_kind = 'pooled' AND planning.source_id IS NOT NULL AND planning.amount <> (
            SELECT
                CASE
                    WHEN bool_or(undoing.log_position IS NOT NULL) THEN planning.amount
                    ELSE coalesce(sum(
                        CASE done.direction WHEN 'into_pool' THEN done.amount ELSE -done.amount END
                    ), 0)
                END
            FROM ledger.integration_plan AS earlier
            INNER JOIN ledger.integration AS done
                ON earlier.book_id = done.book_id AND earlier.log_position = done.plan_id
            LEFT JOIN ledger.voucher AS undoing
                ON done.book_id = undoing.book_id AND done.voucher_id = undoing.reverses_id
            WHERE earlier.book_id = plan.book_id AND earlier.plan_code = plan.plan_code
                AND earlier.log_position <= plan.log_position
                AND done.source_id = planning.source_id
        ));
    PERFORM ledger.drop_faulty_rows('planning');
    DELETE FROM planning WHERE already OR (source_id IS NULL AND project_id IS NULL);
    PERFORM ledger.report_unpostable_days('planning', 'approved_on');

    WITH versions AS MATERIALIZED (
        SELECT DISTINCT ON (book_id, plan_code, version_number)
            book_id, import_id, row_number, plan_code, version_number, approved_on, approved_by,
            filed_on, filed_with
        FROM planning
        ORDER BY book_id, plan_code, version_number, row_number
    ),
    taken AS MATERIALIZED (
        SELECT * FROM ledger.reserve_positions((SELECT array_agg(book_id) FROM versions))
    ),
    written AS (
        INSERT INTO ledger.integration_plan (
            book_id, log_position, recorded_at, recorded_by, import_id, import_row, plan_code,
            version_number, approved_on, approved_by, filed_on, filed_with
        )
        SELECT
            versions.book_id,
            taken.base + row_number() OVER (
                PARTITION BY versions.book_id ORDER BY versions.plan_code, versions.version_number
            ),
            taken.recorded_at, author, versions.import_id, versions.row_number,
            versions.plan_code, versions.version_number, versions.approved_on,
            versions.approved_by, versions.filed_on, versions.filed_with
        FROM versions
        INNER JOIN taken ON versions.book_id = taken.book_id
        RETURNING book_id, log_position, plan_code, version_number
    )
    UPDATE planning SET plan_id = written.log_position
    FROM written
    WHERE planning.book_id = written.book_id AND planning.plan_code = written.plan_code
        AND planning.version_number = written.version_number;

    WITH item AS MATERIALIZED (
        SELECT * FROM planning WHERE item_kind = 'project'
    ),
    taken AS MATERIALIZED (
        SELECT * FROM ledger.reserve_positions((SELECT array_agg(book_id) FROM item))
    )
    INSERT INTO ledger.integration_plan_item (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, plan_id,
        project_id, amount, evidence
    )
    SELECT
        item.book_id,
        taken.base + row_number() OVER (PARTITION BY item.book_id ORDER BY item.ordinal),
        taken.recorded_at, author, item.import_id, item.row_number, item.plan_id,
        item.project_id, item.amount, item.evidence
    FROM item
    INNER JOIN taken ON item.book_id = taken.book_id;
    GET DIAGNOSTICS posted = ROW_COUNT;

    posted := posted + ledger.pool_planned_money(author);
    DROP TABLE planning;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_journal_lines.sql
-- Notes the vouchers of other bookkeeping software as they were exported, line by line. Nothing is
-- posted: they are evidence, and may speak of a month that is closed.
CREATE OR REPLACE FUNCTION ledger.import_journal_lines(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE noting AS
    SELECT
        book.book_id,
        book.import_id,
        given.sheet_number,
        given.row_number,
        given.account_set,
        given.exported_on,
        given.period,
        given.voucher_number,
        given.line_number,
        given.occurred_on,
        given.entered_on,
        given.posted_on,
        given.closed_on,
        given.summary,
        given.account_code,
        given.account_name,
        given.counterparty,
        given.counterparty_name,
        given.fund_line,
        given.document_no,
        given.project_code,
        given.function_code,
        given.economic_code,
        coalesce(given.debit, 0) AS debit,
        coalesce(given.credit, 0) AS credit,
        coalesce(given.voucher_word, '记') AS voucher_word,
        concat_ws(
            '|', given.exported_on, given.account_set, given.period,
            concat(coalesce(given.voucher_word, '记'), given.voucher_number), given.occurred_on
        ) AS voucher_reference,
        NULL::text AS external_reference,
        FALSE AS already
    FROM staged_journal_lines AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;
    UPDATE noting SET external_reference = concat_ws('|', voucher_reference, line_number);
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'period', 'not_a_period', '{}'::jsonb
    FROM noting
    WHERE period NOT BETWEEN 190001 AND 210013 OR period % 100 NOT BETWEEN 1 AND 13
    UNION ALL
    SELECT sheet_number, row_number, 'debit', 'journal_line_sides', '{}'::jsonb
    FROM noting
    WHERE (debit = 0) = (credit = 0);
    PERFORM ledger.report_days_to_come('noting', 'exported_on');
    PERFORM ledger.report_repeated_references('noting', 'line_number');
    PERFORM ledger.pass_over_recorded(
        'noting', 'journal_line', 'line_number',
        '{"account_code": "account_code", "debit": "debit", "credit": "credit"}'
    );
    PERFORM ledger.place_new_rows('noting');
    INSERT INTO ledger.journal_line (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, voucher_reference, account_set, exported_on, period, voucher_word,
        voucher_number, line_number, occurred_on, entered_on, posted_on, closed_on, summary,
        account_code, account_name, debit, credit, counterparty_division_id,
        counterparty_name, fund_line_name, document_no, project_code, function_code, economic_code
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        voucher_reference, account_set, exported_on, period, voucher_word, voucher_number,
        line_number, occurred_on, entered_on, posted_on, closed_on, summary, account_code,
        account_name, debit, credit, counterparty, counterparty_name, fund_line,
        document_no, project_code, function_code, economic_code
    FROM noting;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE noting;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_listed_accounts.sql
-- Notes the bank accounts of units, as the bank or the unit itself lists them.
CREATE OR REPLACE FUNCTION ledger.import_listed_accounts(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE noting AS
    SELECT
        book.book_id,
        book.import_id,
        given.*,
        concat_ws('|', given.listed_by, given.as_of, encode(given.account_hash, 'hex'))
            AS external_reference,
        FALSE AS already
    FROM staged_listed_accounts AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'closed_on', 'end_before_start', '{}'::jsonb
    FROM noting
    WHERE closed_on < opened_on;
    PERFORM ledger.report_days_to_come('noting', 'as_of');
    PERFORM ledger.report_repeated_references('noting', 'account');
    PERFORM ledger.pass_over_recorded(
        'noting', 'listed_account', 'account',
        '{"holder": "holder", "balance": "balance", "closed_on": "closed_on"}'
    );
    PERFORM ledger.place_new_rows('noting');
    PERFORM ledger.gather_numbers('noting', 'account', 'account');
    INSERT INTO ledger.listed_account (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, listed_by, origin, as_of, holder, account_hash, account_masked,
        bank_name, account_kind, opened_on, closed_on, balance, approval_document
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        listed_by, origin, as_of, holder, account_hash, account_masked, bank, account_kind,
        opened_on, closed_on, balance, approval_document
    FROM noting;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE noting;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_matching_lists.sql
-- Records matching lists and the persons on them; a person already on a list is passed over.
CREATE OR REPLACE FUNCTION ledger.import_matching_lists(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE listing AS
    SELECT
        book.book_id,
        book.import_id,
        given.*
    FROM staged_matching_lists AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'expires_on', 'expired_before_as_of', '{}'::jsonb
    FROM listing
    WHERE expires_on < as_of;
    DELETE FROM listing WHERE expires_on < as_of;

    WITH fresh AS MATERIALIZED (
        SELECT DISTINCT ON (given.book_id, given.list_code)
            given.book_id, given.import_id, given.row_number, given.list_code, given.kind,
            given.origin, given.legal_ground, given.as_of, given.expires_on
        FROM listing AS given
        WHERE NOT EXISTS (
            SELECT FROM ledger.matching_list AS known
            WHERE known.book_id = given.book_id AND known.list_code = given.list_code
        )
        ORDER BY given.book_id, given.list_code, given.sheet_number, given.row_number
    ),
    taken AS MATERIALIZED (
        SELECT * FROM ledger.reserve_positions((SELECT array_agg(book_id) FROM fresh))
    )
    INSERT INTO ledger.matching_list (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, list_code, kind,
        origin, legal_ground, as_of, expires_on
    )
    SELECT
        fresh.book_id,
        taken.base + row_number() OVER (PARTITION BY fresh.book_id ORDER BY fresh.list_code),
        taken.recorded_at, author, fresh.import_id, fresh.row_number, fresh.list_code,
        fresh.kind, fresh.origin, fresh.legal_ground, fresh.as_of, fresh.expires_on
    FROM fresh
    INNER JOIN taken ON fresh.book_id = taken.book_id;

    -- A row that says another list than the one its code has would be taken for that one.
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        given.sheet_number, given.row_number, 'list_code', 'same_reference_differs',
        jsonb_build_object('reference', given.list_code, 'fields', concat_ws(
            E'\n',
            CASE WHEN list.kind <> given.kind THEN 'kind=' || list.kind END,
            CASE WHEN list.as_of <> given.as_of THEN 'as_of=' || list.as_of END
        ))
    FROM listing AS given
    INNER JOIN ledger.matching_list AS list
        ON given.book_id = list.book_id AND given.list_code = list.list_code
    WHERE (list.kind, list.as_of) IS DISTINCT FROM (given.kind, given.as_of);

    WITH fresh AS MATERIALIZED (
        SELECT DISTINCT ON (given.book_id, list.log_position, given.identity_hash, given.starts_on,
            given.object_kind, given.company)
            given.*, list.log_position AS list_id
        FROM listing AS given
        INNER JOIN ledger.matching_list AS list
            ON given.book_id = list.book_id AND given.list_code = list.list_code
        WHERE NOT EXISTS (
            SELECT FROM ledger.matching_entry AS known
            WHERE known.book_id = given.book_id AND known.list_id = list.log_position
                AND known.identity_hash = given.identity_hash
                AND known.starts_on IS NOT DISTINCT FROM given.starts_on
                AND known.object_kind IS NOT DISTINCT FROM given.object_kind
                AND known.company IS NOT DISTINCT FROM given.company
        )
        ORDER BY
            given.book_id, list.log_position, given.identity_hash, given.starts_on,
            given.object_kind, given.company, given.row_number
    ),
    taken AS MATERIALIZED (
        SELECT * FROM ledger.reserve_positions((SELECT array_agg(book_id) FROM fresh))
    )
    INSERT INTO ledger.matching_entry (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, list_id, name,
        identity_hash, identity_masked, starts_on, ends_on, object_kind, price, company,
        note
    )
    SELECT
        fresh.book_id,
        taken.base + row_number() OVER (PARTITION BY fresh.book_id ORDER BY fresh.row_number),
        taken.recorded_at, author, fresh.import_id, fresh.row_number, fresh.list_id, fresh.name,
        fresh.identity_hash, fresh.identity_masked, fresh.starts_on, fresh.ends_on,
        fresh.object_kind, fresh.price, fresh.company, fresh.note
    FROM fresh
    INNER JOIN taken ON fresh.book_id = taken.book_id;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE listing;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_notices.sql
-- Registers notices, and a new version of one where more or something else is said of it.
-- An empty cell says nothing: it leaves what is registered as it is.
CREATE OR REPLACE FUNCTION ledger.import_notices(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE registering AS
    SELECT
        book.book_id,
        book.import_id,
        given.*,
        NULL::bigint AS project_id,
        given.notice_code AS external_reference
    FROM staged_notices AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;
    PERFORM ledger.report_repeated_references('registering', 'notice_code');
    PERFORM ledger.resolve_projects('registering');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT given.sheet_number, given.row_number, 'ends_on', 'end_before_start', '{}'::jsonb
    FROM registering AS given
    LEFT JOIN facts.notice AS known
        ON given.book_id = known.book_id AND given.notice_code = known.notice_code
    WHERE coalesce(given.ends_on, known.ends_on) < coalesce(given.starts_on, known.starts_on)
    UNION ALL
    SELECT given.sheet_number, given.row_number, 'checked_on', 'check_before_start', '{}'::jsonb
    FROM registering AS given
    LEFT JOIN facts.notice AS known
        ON given.book_id = known.book_id AND given.notice_code = known.notice_code
    WHERE coalesce(given.checked_on, known.checked_on)
        < coalesce(given.starts_on, known.starts_on)
    UNION ALL
    SELECT sheet_number, row_number, 'reachable', 'check_without_day_or_answer', '{}'::jsonb
    FROM registering
    WHERE (checked_on IS NULL) <> (reachable IS NULL);
    PERFORM ledger.report_days_to_come('registering', 'checked_on');

    PERFORM ledger.drop_faulty_rows('registering');

    CREATE TEMPORARY TABLE changed AS
    WITH merged AS MATERIALIZED (
        SELECT
            given.book_id, given.import_id, given.sheet_number, given.row_number,
            known.notice_id, given.notice_code,
            coalesce(given.kind, known.kind) AS kind,
            coalesce(given.level, known.level) AS level,
            coalesce(given.channel, known.channel) AS channel,
            coalesce(given.document_no, known.document_no) AS document_no,
            coalesce(given.project_id, known.project_id) AS project_id,
            coalesce(given.starts_on, known.starts_on) AS starts_on,
            -- The day it was put up is on record; what is said of it later is no event.
            coalesce(given.starts_on = known.starts_on, FALSE) AS already,
            coalesce(given.ends_on, known.ends_on) AS ends_on,
            coalesce(given.place, known.place) AS place,
            coalesce(given.published_amount, known.published_amount) AS published_amount,
            coalesce(given.gives_sources, known.gives_sources) AS gives_sources,
            coalesce(given.gives_principle, known.gives_principle) AS gives_principle,
            coalesce(given.gives_table, known.gives_table) AS gives_table,
            coalesce(given.gives_phone, known.gives_phone) AS gives_phone,
            coalesce(given.gives_hotline, known.gives_hotline) AS gives_hotline,
            coalesce(given.gives_regions, known.gives_regions) AS gives_regions,
            coalesce(given.gives_projects, known.gives_projects) AS gives_projects,
            coalesce(ledger.personal_data_in(given.published_text), known.exposed) AS exposed,
            coalesce(given.checked_on, known.checked_on) AS checked_on,
            coalesce(given.reachable, known.reachable) AS reachable,
            coalesce(given.photo_sha256, known.photo_sha256) AS photo_sha256,
            coalesce(given.evidence, known.evidence) AS evidence,
            -- A first version holds from the beginning: else what names it would find nothing.
            CASE
                WHEN known.notice_id IS NOT NULL
                    THEN coalesce(given.effective_on, ledger.today_in_beijing())
            END AS effective_on
        FROM registering AS given
        LEFT JOIN facts.notice AS known
            ON given.book_id = known.book_id AND given.notice_code = known.notice_code
    )
    SELECT merged.*
    FROM merged
    LEFT JOIN facts.notice AS known
        ON merged.book_id = known.book_id AND merged.notice_id = known.notice_id
    WHERE known.notice_id IS NULL OR (
        known.kind, known.level, known.channel, known.document_no, known.project_id,
        known.starts_on, known.ends_on, known.place, known.photo_sha256, known.evidence,
        known.published_amount, known.gives_sources, known.gives_principle, known.gives_table,
        known.gives_phone, known.gives_hotline, known.gives_regions, known.gives_projects,
        known.exposed, known.checked_on, known.reachable
    ) IS DISTINCT FROM (
        merged.kind, merged.level, merged.channel, merged.document_no, merged.project_id,
        merged.starts_on, merged.ends_on, merged.place, merged.photo_sha256, merged.evidence,
        merged.published_amount, merged.gives_sources, merged.gives_principle,
        merged.gives_table, merged.gives_phone, merged.gives_hotline, merged.gives_regions,
        merged.gives_projects, merged.exposed,
        merged.checked_on, merged.reachable
    );
    PERFORM ledger.note_changes(
        'notice',
        '{"kind": "kind", "channel": "channel", "document_no": "document_no",
          "published_amount": "published_amount", "starts_on": "starts_on", "ends_on": "ends_on"}'
    );
    PERFORM ledger.report_closed_days('changed', 'starts_on', 'starts_on');
    PERFORM ledger.place_rows('changed');
    INSERT INTO ledger.notice (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, effective_on,
        notice_id, notice_code, kind, level, channel, document_no, project_id, starts_on,
        ends_on, place, published_amount, gives_sources, gives_principle, gives_table,
        gives_phone, gives_hotline, gives_regions, gives_projects, exposed, checked_on, reachable,
        photo_sha256, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, effective_on,
        coalesce(notice_id, log_position), notice_code, kind, level, channel, document_no,
        project_id, starts_on, ends_on, place, published_amount, gives_sources,
        gives_principle, gives_table, gives_phone, gives_hotline, gives_regions, gives_projects,
        exposed, checked_on,
        reachable, photo_sha256, evidence
    FROM changed;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE registering, changed;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_opening_balances.sql
-- Posts how far the money of opening sources had come: what was with projects, under contracts or
-- paid, and the cash that stood in the treasury; under the vouchers of those sources.
CREATE OR REPLACE FUNCTION ledger.import_opening_balances(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE opening AS
    SELECT
        book.book_id,
        given.sheet_number,
        given.row_number,
        part.kind,
        part.amount,
        given.occurred_on,
        CASE WHEN part.kind <> 'treasury' THEN given.project_code END AS project_code,
        CASE WHEN part.kind IN ('committed', 'disbursed') THEN given.contract_code END
            AS contract_code,
        source.log_position AS source_id,
        source.voucher_id,
        voucher.recorded_at AS opened_at,
        voucher.import_id <> book.import_id AS already,
        NULL::bigint AS project_id,
        NULL::bigint AS contract_id
    FROM staged_opening_balances AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    CROSS JOIN LATERAL (
        VALUES
        ('assigned', given.assigned_amount), ('committed', given.committed_amount),
        ('disbursed', given.disbursed_amount), ('treasury', given.cash_amount)
    ) AS part (kind, amount)
    INNER JOIN ledger.source AS source
        ON book.book_id = source.book_id AND given.document_no = source.document_no
        AND coalesce(given.document_line, 1) = source.document_line AND source.kind = 'opening'
    INNER JOIN ledger.voucher AS voucher
        ON source.book_id = voucher.book_id AND source.voucher_id = voucher.log_position
    WHERE part.amount IS NOT NULL AND NOT EXISTS (
        SELECT FROM ledger.voucher AS undoing
        WHERE undoing.book_id = source.book_id AND undoing.reverses_id = source.voucher_id
    );

    PERFORM ledger.resolve_projects('opening');
    PERFORM ledger.resolve_contracts('opening');
    PERFORM ledger.report_wrong_opening_parts();
    PERFORM ledger.drop_faulty_rows('opening');
    DELETE FROM opening
    WHERE already OR (project_code IS NOT NULL AND project_id IS NULL)
        OR (contract_code IS NOT NULL AND contract_id IS NULL);

    PERFORM ledger.place_rows('opening');
    INSERT INTO ledger.opening_balance (
        book_id, log_position, recorded_at, voucher_id, import_row, source_id, kind, project_id,
        contract_id, amount, occurred_on
    )
    SELECT
        book_id, log_position, opened_at, voucher_id, row_number, source_id, kind, project_id,
        contract_id, amount, occurred_on
    FROM opening;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE opening;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_opening_sources.sql
-- Posts the sources that a book began with: a voucher a document, of the whole amount the book had
-- of it. What of it was no longer available is said by `import_opening_balances`, once the projects
-- and contracts that the rows name are there.
CREATE OR REPLACE FUNCTION ledger.import_opening_sources(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    -- One row a document line: its first row stands for it.
    CREATE TEMPORARY TABLE arriving AS
    SELECT
        row_number() OVER (ORDER BY given.sheet_number, given.row_number)::integer AS ordinal,
        given.*,
        'opening' AS kind,
        'opening' AS event,
        'day' AS occurred_on_precision,
        concat_ws(' ', given.document_no, given.fund_line) AS summary,
        FALSE AS already
    FROM (
        SELECT DISTINCT ON (book.book_id, given.document_no, coalesce(given.document_line, 1))
            book.book_id, book.import_id, given.sheet_number, given.row_number,
            given.document_no, coalesce(given.document_line, 1) AS document_line,
            given.occurred_on, given.arrived_on, given.amount,
            given.counterparty AS issuer_division_id,
            given.counterparty_name AS issuer_name,
            given.fund_line, given.fund_level, given.fund_class, given.integrable,
            given.purpose, given.evidence,
            coalesce(
                given.external_reference,
                concat_ws('|', 'opening', given.document_no, coalesce(given.document_line, 1))
            ) AS external_reference
        FROM staged_opening_balances AS given
        INNER JOIN staged_book AS book ON given.book = book.division_id
        ORDER BY
            book.book_id, given.document_no, coalesce(given.document_line, 1),
            given.sheet_number, given.row_number
    ) AS given;

    PERFORM ledger.report_wrong_openings();
    PERFORM ledger.report_repeated_references('arriving', 'document_no');
    PERFORM ledger.pass_over_posted(
        'arriving', 'source', 'document_no',
        '{"amount": "amount", "occurred_on": "occurred_on", "document_no": "document_no",
          "document_line": "document_line", "arrived_on": "arrived_on",
          "issuer_division_id": "counterparty", "issuer_name": "counterparty_name"}'
    );
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        arriving.sheet_number, arriving.row_number, 'document_no', 'opening_of_known_source',
        jsonb_build_object('document', arriving.document_no)
    FROM arriving
    WHERE NOT arriving.already AND EXISTS (
        SELECT FROM ledger.source AS source
        WHERE source.book_id = arriving.book_id AND source.document_no = arriving.document_no
            AND source.document_line = arriving.document_line
            AND NOT EXISTS (
                SELECT FROM ledger.voucher AS undoing
                WHERE undoing.book_id = source.book_id AND undoing.reverses_id = source.voucher_id
            )
    )
    UNION ALL
    SELECT
        sheet_number, row_number, 'occurred_on', 'book_began_earlier',
        jsonb_build_object('voucher', voucher)
    FROM (
        SELECT
            arriving.*, ledger.posted_before_opening(book_id, occurred_on) AS voucher
        FROM arriving
    ) AS asked
    WHERE NOT already AND voucher IS NOT NULL;
    PERFORM ledger.drop_faulty_rows('arriving');
    PERFORM ledger.report_unpostable_days('arriving');
    PERFORM ledger.import_fund_lines(author);

    PERFORM ledger.open_row_vouchers('arriving', author);
    INSERT INTO ledger.source (
        book_id, log_position, recorded_at, voucher_id, import_row, external_reference, kind,
        fund_line_id, document_no, document_line, amount, occurred_on, arrived_on,
        issuer_division_id, issuer_name, purpose, evidence
    )
    SELECT
        arriving.book_id, arriving.log_position, arriving.recorded_at, arriving.voucher_id,
        arriving.row_number, arriving.external_reference, arriving.kind,
        fund_line.fund_line_id, arriving.document_no, arriving.document_line, arriving.amount,
        arriving.occurred_on, arriving.arrived_on, arriving.issuer_division_id,
        arriving.issuer_name, arriving.purpose, arriving.evidence
    FROM arriving
    INNER JOIN ledger.fund_line AS fund_line
        ON arriving.book_id = fund_line.book_id AND arriving.fund_line = fund_line.name
        AND fund_line.log_position = fund_line.fund_line_id;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE arriving;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_payee_substitutions.sql
-- Records who may be paid under a contract besides its supplier, and from which day.
CREATE OR REPLACE FUNCTION ledger.import_payee_substitutions(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE substituting AS
    SELECT
        row_number() OVER (ORDER BY given.sheet_number, given.row_number)::integer AS ordinal,
        book.book_id, book.import_id, given.sheet_number, given.row_number, given.contract_code,
        given.kind, given.occurred_on, given.document_no, given.evidence,
        given.payee_code, given.payee_name AS name,
        given.identity_hash, given.identity_masked, given.identity_sealed,
        coalesce(
            given.external_reference,
            concat_ws('|', given.contract_code, given.document_no, given.payee_name)
        ) AS external_reference,
        NULL::text AS project_code,
        NULL::bigint AS project_id,
        NULL::bigint AS contract_id,
        NULL::bigint AS payee_id,
        FALSE AS already
    FROM staged_payee_substitutions AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;

    PERFORM ledger.report_repeated_references('substituting', 'document_no');
    PERFORM ledger.resolve_contracts('substituting');
    PERFORM ledger.report_days_to_come('substituting', 'occurred_on');
    PERFORM ledger.drop_faulty_rows('substituting');

    -- They are found or registered as payees, just as those of payments are.
    CREATE TEMPORARY TABLE party AS
    SELECT
        ordinal AS party, book_id, import_id, payee_code, name, NULL::text AS kind,
        identity_hash, identity_masked, identity_sealed, NULL::bytea AS account_hash
    FROM substituting
    WHERE contract_id IS NOT NULL;
    PERFORM ledger.find_paid_payees();
    PERFORM ledger.register_new_payees(author);
    UPDATE substituting SET payee_id = paid_payee.payee_id
    FROM paid_payee
    WHERE substituting.ordinal = paid_payee.party;
    DROP TABLE party, paid_payee;
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'payee_code', 'unknown_payee',
        jsonb_build_object('payee', payee_code)
    FROM substituting
    WHERE payee_id IS NULL AND contract_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM staged_faulty WHERE sheet = 'payees');

    PERFORM ledger.pass_over_recorded(
        'substituting', 'payee_substitution', 'document_no',
        '{"contract_id": "contract_code", "kind": "kind", "payee_id": "payee_name",
          "occurred_on": "occurred_on", "document_no": "document_no"}'
    );
    PERFORM ledger.report_closed_days('substituting', 'occurred_on', 'occurred_on');
    DELETE FROM substituting WHERE contract_id IS NULL OR payee_id IS NULL;
    PERFORM ledger.place_new_rows('substituting');
    INSERT INTO ledger.payee_substitution (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, contract_id, payee_id, kind, occurred_on, document_no, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        contract_id, payee_id, kind, occurred_on, document_no, evidence
    FROM substituting;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE substituting;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_payees.sql
-- Registers the sheet of payees with their bank accounts, and a new version of a payee where
-- something changed. An empty cell says nothing: it leaves what is registered as it is.
CREATE OR REPLACE FUNCTION ledger.import_payees(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE registering AS
    SELECT
        book.book_id,
        book.import_id,
        given.*,
        given.payee_code AS external_reference
    FROM staged_payees AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;
    PERFORM ledger.report_repeated_references('registering', 'payee_code');
    PERFORM ledger.drop_faulty_rows('registering');

    CREATE TEMPORARY TABLE changed AS
    WITH merged AS MATERIALIZED (
        SELECT
            given.book_id, given.import_id, given.sheet_number, given.row_number,
            known.payee_id, given.payee_code,
            coalesce(given.name, known.name) AS name,
            coalesce(given.kind, known.kind) AS kind,
            coalesce(given.identity_hash, known.identity_hash) AS identity_hash,
            coalesce(given.identity_masked, known.identity_masked) AS identity_masked,
            given.identity_sealed,
            coalesce(given.phone_hash, known.phone_hash) AS phone_hash,
            coalesce(given.phone_masked, known.phone_masked) AS phone_masked,
            given.phone_sealed,
            coalesce(given.household_code, known.household_code) AS household_code,
            given.evidence,
            -- A first version holds from the beginning: else what names it would find nothing.
            CASE
                WHEN known.payee_id IS NOT NULL
                    THEN coalesce(given.effective_on, ledger.today_in_beijing())
            END AS effective_on
        FROM registering AS given
        LEFT JOIN facts.payee AS known
            ON given.book_id = known.book_id AND given.payee_code = known.payee_code
    )
    SELECT merged.*
    FROM merged
    LEFT JOIN facts.payee AS known
        ON merged.book_id = known.book_id AND merged.payee_id = known.payee_id
    WHERE known.payee_id IS NULL OR (
        known.name, known.kind, known.identity_hash, known.phone_hash, known.household_code
    ) IS DISTINCT FROM (
        merged.name, merged.kind, merged.identity_hash, merged.phone_hash, merged.household_code
    );
    PERFORM ledger.note_changes(
        'payee',
        '{"name": "name", "kind": "kind", "identity_masked": "identity",
          "phone_masked": "phone", "household_code": "household_code"}'
    );
    PERFORM ledger.gather_numbers('changed', 'identity', 'identity');
    PERFORM ledger.gather_numbers('changed', 'phone', 'phone');
    PERFORM ledger.place_rows('changed');
    INSERT INTO ledger.payee (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, effective_on,
        payee_id, payee_code, name, kind, identity_hash, identity_masked, phone_hash,
        phone_masked, household_code, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, effective_on,
        coalesce(payee_id, log_position), payee_code, name, kind, identity_hash,
        identity_masked, phone_hash, phone_masked, household_code, evidence
    FROM changed;
    GET DIAGNOSTICS posted = ROW_COUNT;

    CREATE TEMPORARY TABLE opening AS
    SELECT DISTINCT ON (given.book_id, given.account_hash)
        given.book_id, given.import_id, given.sheet_number, given.row_number,
        given.account_hash, given.account_masked, given.account_sealed, given.bank,
        payee.payee_id
    FROM registering AS given
    INNER JOIN ledger.payee AS payee
        ON given.book_id = payee.book_id AND given.payee_code = payee.payee_code
        AND payee.log_position = payee.payee_id
    WHERE given.account_hash IS NOT NULL AND NOT EXISTS (
        SELECT FROM ledger.bank_account AS known
        WHERE known.book_id = given.book_id AND known.number_hash = given.account_hash
    )
    ORDER BY given.book_id, given.account_hash, given.sheet_number, given.row_number;
    PERFORM ledger.gather_numbers('opening', 'account', 'account');
    PERFORM ledger.place_rows('opening');
    INSERT INTO ledger.bank_account (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, number_hash,
        number_masked, bank_name, holder_payee_id
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, account_hash,
        account_masked, bank, payee_id
    FROM opening;
    DROP TABLE registering, changed, opening;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_progress_reports.sql
-- Records how much of the work was verified as done.
CREATE OR REPLACE FUNCTION ledger.import_progress_reports(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE reporting AS
    SELECT
        book.book_id, book.import_id, given.*,
        concat_ws('|', given.project_code, given.contract_code, given.occurred_on)
            AS external_reference,
        NULL::bigint AS project_id,
        NULL::bigint AS contract_id,
        FALSE AS already
    FROM staged_progress_reports AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;

    PERFORM ledger.report_repeated_references('reporting', 'occurred_on');
    PERFORM ledger.resolve_projects('reporting');
    PERFORM ledger.resolve_contracts('reporting');
    PERFORM ledger.report_days_to_come('reporting', 'occurred_on');
    PERFORM ledger.pass_over_recorded(
        'reporting', 'progress_report', 'percent',
        '{"percent": "percent", "verified_by": "verified_by"}'
    );
    -- What belongs to nothing known is compared with nothing.
    DELETE FROM reporting
    WHERE project_id IS NULL OR (contract_code IS NOT NULL AND contract_id IS NULL);
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        asked.sheet_number, asked.row_number, 'occurred_on', 'progress_before_signing',
        jsonb_build_object('contract', asked.contract_code, 'signed_on', contract.signed_on)
    FROM reporting AS asked
    INNER JOIN ledger.contract AS contract
        ON asked.book_id = contract.book_id AND asked.contract_id = contract.log_position
    WHERE asked.occurred_on < contract.signed_on
    UNION ALL
    SELECT
        sheet_number, row_number, 'percent', 'progress_goes_back',
        jsonb_build_object('before', before, 'before_on', before_on)
    FROM (
        SELECT
            known.*,
            lag(known.percent) OVER works AS before,
            lag(known.occurred_on) OVER works AS before_on
        FROM (
            SELECT
                book_id, project_id, contract_id, occurred_on, percent, correction_reason,
                sheet_number, row_number
            FROM reporting
            WHERE NOT already
            UNION ALL
            SELECT
                report.book_id, report.project_id, report.contract_id, report.occurred_on,
                report.percent, report.correction_reason, NULL, NULL
            FROM ledger.progress_report AS report
            WHERE (report.book_id, report.project_id) IN (
                SELECT book_id, project_id FROM reporting
            )
        ) AS known
        WINDOW works AS (
            PARTITION BY known.book_id, known.project_id, known.contract_id
            ORDER BY known.occurred_on
        )
    ) AS compared
    WHERE percent < before AND correction_reason IS NULL AND row_number IS NOT NULL
    UNION ALL
    -- A late report that makes one on record go back is refused where it stands.
    SELECT
        sheet_number, row_number, 'percent', 'progress_above_later',
        jsonb_build_object('later', later_percent, 'later_on', later_on)
    FROM (
        SELECT asked.*, later.percent AS later_percent, later.occurred_on AS later_on
        FROM reporting AS asked
        CROSS JOIN LATERAL (
            SELECT report.percent, report.occurred_on, report.correction_reason
            FROM ledger.progress_report AS report
            WHERE report.book_id = asked.book_id AND report.project_id = asked.project_id
                AND report.contract_id IS NOT DISTINCT FROM asked.contract_id
                AND report.occurred_on > asked.occurred_on
            ORDER BY report.occurred_on
            LIMIT 1
        ) AS later
        WHERE NOT asked.already AND later.percent < asked.percent
            AND later.correction_reason IS NULL
    ) AS found;
    PERFORM ledger.report_closed_days('reporting', 'occurred_on', 'occurred_on');
    PERFORM ledger.place_new_rows('reporting');
    INSERT INTO ledger.progress_report (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, project_id, contract_id, occurred_on, percent, verified_by,
        correction_reason, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        project_id, contract_id, occurred_on, percent, verified_by, correction_reason, evidence
    FROM reporting;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE reporting;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_project_steps.sql
-- Records the dated steps of projects.
CREATE OR REPLACE FUNCTION ledger.import_project_steps(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE stepping AS
    SELECT
        book.book_id,
        book.import_id,
        given.sheet_number,
        given.row_number,
        given.project_code,
        given.step,
        given.occurred_on,
        given.ends_on,
        given.actor,
        given.evidence,
        coalesce(
            given.external_reference,
            concat_ws('|', given.project_code, given.step, given.occurred_on)
        ) AS external_reference,
        NULL::bigint AS project_id,
        FALSE AS already
    FROM staged_project_steps AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;
    PERFORM ledger.report_repeated_references('stepping', 'step');
    PERFORM ledger.resolve_projects('stepping');
    PERFORM ledger.report_days_to_come('stepping', 'occurred_on');

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'ends_on', 'end_before_start', '{}'::jsonb
    FROM stepping
    WHERE ends_on < occurred_on;
    PERFORM ledger.pass_over_recorded(
        'stepping', 'project_step', 'step',
        '{"project_id": "project_code", "step": "step", "occurred_on": "occurred_on",
          "ends_on": "ends_on"}'
    );
    PERFORM ledger.drop_faulty_rows('stepping');
    DELETE FROM stepping WHERE project_id IS NULL;
    PERFORM ledger.report_closed_days('stepping', 'occurred_on', 'occurred_on');
    PERFORM ledger.place_new_rows('stepping');
    INSERT INTO ledger.project_step (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, project_id, step, occurred_on, ends_on, actor, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        project_id, step, occurred_on, ends_on, actor, evidence
    FROM stepping;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE stepping;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_projects.sql
-- Registers projects, and a new version of one where more or something else is said of it.
-- An empty cell says nothing: it leaves what is registered as it is. One import may hold several
-- versions of a project, each with its own day; they are taken in turn.
CREATE OR REPLACE FUNCTION ledger.import_projects(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer := 0;
    inserted integer;
    turning integer;
BEGIN
    CREATE TEMPORARY TABLE registering AS
    SELECT
        book.book_id,
        book.import_id,
        given.*,
        -- Of one day a project has one version.
        concat_ws('|', given.project_code, given.effective_on) AS external_reference,
        (row_number() OVER one_project)::integer AS turn,
        count(*) OVER (PARTITION BY book.book_id, given.project_code) AS versions
    FROM staged_projects AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    WINDOW one_project AS (
        PARTITION BY book.book_id, given.project_code
        ORDER BY given.effective_on NULLS FIRST, given.sheet_number, given.row_number
    );
    PERFORM ledger.report_repeated_references('registering', 'project_code');

    PERFORM ledger.drop_faulty_rows('registering');
    -- Of a history that is given again, only what is new in it is a version.
    DELETE FROM registering AS given
    USING ledger.project AS said
    WHERE
        given.versions > 1
        AND given.book_id = said.book_id
        AND given.project_code = said.project_code
        AND given.effective_on IS NOT DISTINCT FROM said.effective_on
        AND (
            coalesce(given.name, said.name), coalesce(given.category, said.category),
            coalesce(given.nature, said.nature),
            coalesce(given.place_division, said.place_division_id),
            coalesce(given.place, said.place),
            coalesce(given.planned_start_on, said.planned_start_on),
            coalesce(given.planned_finish_on, said.planned_finish_on),
            coalesce(given.responsible_unit, said.responsible_unit),
            coalesce(given.task, said.task), coalesce(given.approved_total, said.approved_total),
            coalesce(given.feasibility_estimate, said.feasibility_estimate),
            coalesce(given.approved_estimate, said.approved_estimate),
            coalesce(given.scale_quantity, said.scale_quantity),
            coalesce(given.scale_unit, said.scale_unit), coalesce(given.funding, said.funding),
            coalesce(given.beneficiaries, said.beneficiaries),
            coalesce(given.performance_target, said.performance_target),
            coalesce(given.linkage, said.linkage),
            coalesce(given.project_year, said.project_year),
            coalesce(given.evidence, said.evidence)
        ) IS NOT DISTINCT FROM (
            said.name, said.category, said.nature, said.place_division_id, said.place,
            said.planned_start_on, said.planned_finish_on, said.responsible_unit, said.task,
            said.approved_total, said.feasibility_estimate, said.approved_estimate,
            said.scale_quantity, said.scale_unit, said.funding, said.beneficiaries,
            said.performance_target, said.linkage, said.project_year, said.evidence
        );

    FOR turning IN SELECT DISTINCT turn FROM registering ORDER BY turn LOOP
        CREATE TEMPORARY TABLE changed AS
        WITH merged AS MATERIALIZED (
            SELECT
                given.book_id, given.import_id, given.sheet_number, given.row_number,
                known.project_id, given.project_code,
                coalesce(given.name, known.name) AS name,
                coalesce(given.category, known.category) AS category,
                coalesce(given.nature, known.nature) AS nature,
                coalesce(given.place_division, known.place_division_id) AS place_division_id,
                coalesce(given.place, known.place) AS place,
                coalesce(given.planned_start_on, known.planned_start_on) AS planned_start_on,
                coalesce(given.planned_finish_on, known.planned_finish_on) AS planned_finish_on,
                coalesce(given.responsible_unit, known.responsible_unit) AS responsible_unit,
                coalesce(given.task, known.task) AS task,
                coalesce(given.approved_total, known.approved_total) AS approved_total,
                coalesce(given.feasibility_estimate, known.feasibility_estimate)
                    AS feasibility_estimate,
                coalesce(given.approved_estimate, known.approved_estimate) AS approved_estimate,
                coalesce(given.scale_quantity, known.scale_quantity) AS scale_quantity,
                coalesce(given.scale_unit, known.scale_unit) AS scale_unit,
                coalesce(given.funding, known.funding) AS funding,
                coalesce(given.beneficiaries, known.beneficiaries) AS beneficiaries,
                coalesce(given.performance_target, known.performance_target) AS performance_target,
                coalesce(given.linkage, known.linkage) AS linkage,
                coalesce(given.project_year, known.project_year) AS project_year,
                coalesce(given.evidence, known.evidence) AS evidence,
                -- A first version holds from the beginning: else what names it would find nothing.
                CASE
                    WHEN known.project_id IS NOT NULL
                        THEN coalesce(given.effective_on, ledger.today_in_beijing())
                END AS effective_on
            FROM registering AS given
            LEFT JOIN facts.project AS known
                ON given.book_id = known.book_id AND given.project_code = known.project_code
            WHERE given.turn = turning
        )
        SELECT merged.*
        FROM merged
        LEFT JOIN facts.project AS known
            ON merged.book_id = known.book_id AND merged.project_id = known.project_id
        WHERE known.project_id IS NULL OR (
            known.name, known.category, known.nature, known.place_division_id, known.place,
            known.planned_start_on, known.planned_finish_on, known.responsible_unit, known.task,
            known.approved_total, known.funding, known.beneficiaries, known.performance_target,
            known.linkage, known.project_year, known.evidence,
            known.feasibility_estimate, known.approved_estimate,
            known.scale_quantity, known.scale_unit
        ) IS DISTINCT FROM (
            merged.name, merged.category, merged.nature, merged.place_division_id, merged.place,
            merged.planned_start_on, merged.planned_finish_on, merged.responsible_unit,
            merged.task, merged.approved_total, merged.funding, merged.beneficiaries,
            merged.performance_target, merged.linkage, merged.project_year, merged.evidence,
            merged.feasibility_estimate, merged.approved_estimate,
            merged.scale_quantity, merged.scale_unit
        );
        PERFORM ledger.note_changes(
            'project',
            '{"name": "name", "category": "category", "approved_total": "approved_total",
              "project_year": "project_year", "responsible_unit": "responsible_unit"}'
        );
        PERFORM ledger.place_rows('changed');
        INSERT INTO ledger.project (
            book_id, log_position, recorded_at, recorded_by, import_id, import_row, effective_on,
            project_id, project_code, name, category, nature, place_division_id, place,
            planned_start_on, planned_finish_on, responsible_unit, task, approved_total, funding,
            beneficiaries, performance_target, linkage, project_year, evidence,
            feasibility_estimate, approved_estimate, scale_quantity, scale_unit
        )
        SELECT
            book_id, log_position, recorded_at, author, import_id, row_number, effective_on,
            coalesce(project_id, log_position), project_code, name, category, nature,
            place_division_id, place, planned_start_on, planned_finish_on, responsible_unit, task,
            approved_total, funding, beneficiaries, performance_target, linkage, project_year,
            evidence, feasibility_estimate, approved_estimate, scale_quantity, scale_unit
        FROM changed;
        GET DIAGNOSTICS inserted = ROW_COUNT;
        posted := posted + inserted;
        DROP TABLE changed;
    END LOOP;
    DROP TABLE registering;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_rectifications.sql
-- Records what was done about findings.
CREATE OR REPLACE FUNCTION ledger.import_rectifications(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE done AS
    SELECT
        book.book_id, book.import_id, given.*,
        concat_ws('|', given.finding_code, given.step, given.occurred_on) AS external_reference,
        finding.log_position AS finding_id,
        FALSE AS already
    FROM staged_rectifications AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    LEFT JOIN ledger.finding AS finding
        ON
            book.book_id = finding.book_id
            AND given.finding_code = finding.external_reference;

    PERFORM ledger.report_repeated_references('done', 'occurred_on');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'finding_code', 'unknown_finding',
        jsonb_build_object('finding', finding_code)
    FROM done
    WHERE finding_id IS NULL;
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'amount', 'amount_of_recovery', '{}'::jsonb
    FROM done
    WHERE (step = 'recovered') <> (amount IS NOT NULL);
    PERFORM ledger.report_days_to_come('done', 'occurred_on');
    PERFORM ledger.pass_over_recorded(
        'done', 'rectification', 'step', '{"amount": "amount", "contents": "contents"}'
    );
    PERFORM ledger.report_closed_days('done', 'occurred_on', 'occurred_on');
    PERFORM ledger.place_new_rows('done');
    INSERT INTO ledger.rectification (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, finding_id, step, occurred_on, amount, contents, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        finding_id, step, occurred_on, amount, contents, evidence
    FROM done;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE done;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_refunds.sql
-- Posts paid money that came back: bounced payments and returns.
CREATE OR REPLACE FUNCTION ledger.import_refunds(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE refunding AS
    SELECT
        row_number() OVER (ORDER BY given.sheet_number, given.row_number)::integer AS ordinal,
        book.book_id,
        book.import_id,
        given.sheet_number,
        given.row_number,
        given.payment_reference,
        given.kind,
        given.occurred_on,
        'day' AS occurred_on_precision,
        'refund' AS event,
        given.amount,
        given.reason,
        given.evidence,
        concat_ws(' ', given.payment_reference, given.reason) AS summary,
        coalesce(
            given.external_reference,
            concat_ws('|', given.kind, given.payment_reference, given.occurred_on)
        ) AS external_reference,
        paid.log_position AS disbursement_id,
        paid.amount AS paid_amount,
        paid.occurred_on AS paid_on,
        EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = paid.book_id AND undoing.reverses_id = paid.voucher_id
        ) AS undone,
        FALSE AS already
    FROM staged_refunds AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    LEFT JOIN ledger.disbursement AS paid
        ON book.book_id = paid.book_id AND given.payment_reference = paid.external_reference;

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'payment_reference', 'unknown_payment',
        jsonb_build_object('payment', payment_reference)
    FROM refunding
    WHERE disbursement_id IS NULL
        AND NOT EXISTS (SELECT FROM staged_faulty WHERE sheet = 'disbursements')
    UNION ALL
    SELECT
        sheet_number, row_number, 'payment_reference', 'payment_reversed',
        jsonb_build_object('payment', payment_reference)
    FROM refunding
    WHERE undone
    UNION ALL
    SELECT
        sheet_number, row_number, 'occurred_on', 'refund_before_payment',
        jsonb_build_object('payment', payment_reference, 'paid_on', paid_on)
    FROM refunding
    WHERE occurred_on < paid_on;
    PERFORM ledger.report_repeated_references('refunding', 'payment_reference');
    PERFORM ledger.pass_over_posted(
        'refunding', 'refund', 'payment_reference',
        '{"amount": "amount", "occurred_on": "occurred_on", "kind": "kind",
          "disbursement_id": "payment_reference"}'
    );
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'amount', 'refund_exceeds',
        jsonb_build_object('payment', payment_reference, 'paid', paid_amount, 'back', back)
    FROM (
        SELECT
            refunding.*,
            coalesce(earlier.amount, 0) + sum(refunding.amount) OVER (
                PARTITION BY refunding.book_id, refunding.disbursement_id
                ORDER BY refunding.ordinal
            ) AS back
        FROM refunding
        CROSS JOIN LATERAL (
            SELECT sum(refund.amount) AS amount
            FROM ledger.standing_refunds(refunding.book_id, refunding.disbursement_id) AS refund
        ) AS earlier
        WHERE NOT refunding.already
    ) AS added
    WHERE back > paid_amount;
    PERFORM ledger.drop_faulty_rows('refunding');
    DELETE FROM refunding WHERE disbursement_id IS NULL;
    PERFORM ledger.report_unpostable_days('refunding');
    PERFORM ledger.open_row_vouchers('refunding', author);
    INSERT INTO ledger.refund (
        book_id, log_position, recorded_at, voucher_id, import_row, external_reference,
        disbursement_id, kind, amount, occurred_on, reason, evidence
    )
    SELECT
        book_id, log_position, recorded_at, voucher_id, row_number, external_reference,
        disbursement_id, kind, amount, occurred_on, reason, evidence
    FROM refunding;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE refunding;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_reversals.sql
-- Reverses the vouchers that the rows name. One that was reversed already, on that day and for that
-- reason, is passed over; one that was reversed otherwise cannot be reversed again.
CREATE OR REPLACE FUNCTION ledger.import_reversals(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    asked record;
    posted integer := 0;
    opened bigint;
    why_not text;
BEGIN
    FOR asked IN
        SELECT
            given.sheet_number, given.row_number, given.voucher, given.occurred_on, given.reason,
            book.book_id, book.import_id, undone.log_position,
            coalesce(
                ledger.month_of(given.occurred_on) <= ledger.closed_through(book.book_id), FALSE
            ) AS closed
        FROM staged_reversals AS given
        INNER JOIN staged_book AS book ON given.book = book.division_id
        LEFT JOIN ledger.voucher AS undone
            ON book.book_id = undone.book_id
            AND given.voucher ~ '^[0-9]{6}-[0-9]{1,9}$'
            AND undone.period::text = split_part(given.voucher, '-', 1)
            AND undone.number::text = ltrim(split_part(given.voucher, '-', 2), '0')
        ORDER BY given.sheet_number, given.row_number
    LOOP
        CONTINUE WHEN EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = asked.book_id AND undoing.reverses_id = asked.log_position
                AND undoing.occurred_on = asked.occurred_on
                AND undoing.reversal_reason = asked.reason
        );
        -- Asked row by row: an earlier row of this file may have reversed what rests on it.
        why_not := ledger.why_not_reversed(asked.book_id, asked.log_position, asked.occurred_on);
        IF asked.log_position IS NULL THEN
            INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
            VALUES (
                asked.sheet_number, asked.row_number, 'voucher', 'unknown_voucher',
                jsonb_build_object('voucher', asked.voucher)
            );
        ELSIF why_not IS NOT NULL THEN
            INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
            VALUES (
                asked.sheet_number, asked.row_number, 'voucher', 'cannot_reverse',
                jsonb_build_object('voucher', asked.voucher, 'why', why_not)
            );
        ELSIF asked.occurred_on > ledger.today_in_beijing() THEN
            INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
            VALUES (
                asked.sheet_number, asked.row_number, 'occurred_on', 'day_to_come', '{}'::jsonb
            );
        ELSIF asked.closed THEN
            INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
            VALUES (
                asked.sheet_number, asked.row_number, 'occurred_on', 'period_closed',
                jsonb_build_object('period', to_char(asked.occurred_on, 'YYYYMM'))
            );
        ELSE
            opened := ledger.reverse_voucher(
                asked.book_id, asked.log_position, asked.occurred_on, asked.reason, author,
                asked.import_id
            );
            INSERT INTO staged_voucher
            VALUES (asked.book_id, opened, asked.sheet_number, asked.row_number);
            posted := posted + 1;
        END IF;
    END LOOP;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_self_evaluations.sql
-- Records what projects, departments and counties say they attained of their targets.
CREATE OR REPLACE FUNCTION ledger.import_self_evaluations(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE evaluating AS
    SELECT
        book.book_id, book.import_id, given.*,
        concat_ws(
            '|', given.evaluated_year, given.level, given.project_code, given.unit, given.indicator
        ) AS external_reference,
        NULL::bigint AS project_id,
        FALSE AS already
    FROM staged_self_evaluations AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;

    PERFORM ledger.report_repeated_references('evaluating', 'indicator');
    PERFORM ledger.resolve_projects('evaluating');
    PERFORM ledger.report_days_to_come('evaluating', 'submitted_on');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'project_code', 'required', '{}'::jsonb
    FROM evaluating
    WHERE level = 'project' AND project_code IS NULL
    UNION ALL
    SELECT sheet_number, row_number, 'unit', 'required', '{}'::jsonb
    FROM evaluating
    WHERE level = 'department' AND unit IS NULL
    UNION ALL
    SELECT sheet_number, row_number, 'level', 'evaluation_of_project', '{}'::jsonb
    FROM evaluating
    WHERE level <> 'project' AND project_code IS NOT NULL;
    PERFORM ledger.pass_over_recorded(
        'evaluating', 'self_evaluation', 'indicator',
        '{"attained_percent": "attained_percent", "attained": "attained", "target": "target",
          "submitted_on": "submitted_on", "attained_on": "attained_on", "target_on": "target_on"}'
    );
    PERFORM ledger.report_closed_days('evaluating', 'submitted_on', 'submitted_on');
    PERFORM ledger.place_new_rows('evaluating');
    INSERT INTO ledger.self_evaluation (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, evaluated_year, level, project_id, unit, submitted_on, indicator,
        indicator_kind, target, attained, attained_percent, target_on, attained_on, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        evaluated_year, level, project_id, unit, submitted_on, indicator, indicator_kind, target,
        attained, attained_percent, target_on, attained_on, evidence
    FROM evaluating;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE evaluating;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_sign_offs.sql
-- Records sign-off sheets with the hands under them. A hand that is missing or out of order is no
-- error: the sheet is recorded as it is, and `facts.sign_off` tells what it lacks.
CREATE OR REPLACE FUNCTION ledger.import_sign_offs(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    sheets integer;
    signatures integer;
BEGIN
    CREATE TEMPORARY TABLE signing AS
    SELECT
        book.book_id, book.import_id, given.*,
        concat_ws('|', given.sign_off_code, given.role, given.signer) AS external_reference,
        NULL::bigint AS project_id,
        NULL::bigint AS sign_off_id,
        FALSE AS already
    FROM staged_sign_offs AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;

    PERFORM ledger.report_repeated_references('signing', 'signer');
    PERFORM ledger.resolve_projects('signing');
    PERFORM ledger.report_days_to_come('signing', 'signed_on');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'kind', 'sign_off_of_persons', '{}'::jsonb
    FROM signing
    WHERE (kind = 'person') <> (batch_no IS NOT NULL AND village IS NOT NULL)
        OR (kind <> 'person' AND coalesce(batch_no, village) IS NOT NULL)
    UNION ALL
    SELECT sheet_number, row_number, 'sign_off_code', 'sign_off_rows_differ', '{}'::jsonb
    FROM (
        SELECT
            sheet_number, row_number, (kind, project_code, batch_no, village) AS terms,
            first_value((kind, project_code, batch_no, village)) OVER (
                PARTITION BY book_id, sign_off_code ORDER BY sheet_number, row_number
            ) AS first_terms
        FROM signing
    ) AS compared
    WHERE terms IS DISTINCT FROM first_terms
    UNION ALL
    SELECT
        asked.sheet_number, asked.row_number, 'sign_off_code', 'sign_off_rows_differ', '{}'::jsonb
    FROM signing AS asked
    INNER JOIN ledger.sign_off AS known
        ON asked.book_id = known.book_id AND asked.sign_off_code = known.sign_off_code
    WHERE asked.project_id IS NOT NULL
        AND (asked.kind, asked.project_id, asked.batch_no, asked.village)
        IS DISTINCT FROM (known.kind, known.project_id, known.batch_no, known.village);
    PERFORM ledger.pass_over_recorded(
        'signing', 'signature', 'signed_on', '{"signed_on": "signed_on"}'
    );
    PERFORM ledger.report_closed_days('signing', 'signed_on', 'signed_on');
    DELETE FROM signing WHERE project_id IS NULL;
    PERFORM ledger.drop_faulty_rows('signing');
    DELETE FROM signing WHERE already;

    CREATE TEMPORARY TABLE new_sheet AS
    SELECT DISTINCT ON (book_id, sign_off_code)
        book_id, import_id, sheet_number, row_number, sign_off_code, kind, project_id, batch_no,
        village, evidence
    FROM signing
    WHERE NOT EXISTS (
        SELECT FROM ledger.sign_off AS known
        WHERE known.book_id = signing.book_id AND known.sign_off_code = signing.sign_off_code
    )
    ORDER BY book_id, sign_off_code, sheet_number, row_number;
    PERFORM ledger.place_rows('new_sheet');
    INSERT INTO ledger.sign_off (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, sign_off_code,
        kind, project_id, batch_no, village, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, sign_off_code, kind,
        project_id, batch_no, village, evidence
    FROM new_sheet;
    GET DIAGNOSTICS sheets = ROW_COUNT;
    UPDATE signing SET sign_off_id = known.log_position
    FROM ledger.sign_off AS known
    WHERE signing.book_id = known.book_id AND signing.sign_off_code = known.sign_off_code;
    PERFORM ledger.place_rows('signing');
    INSERT INTO ledger.signature (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, sign_off_id, role, signer, signed_on
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        sign_off_id, role, signer, signed_on
    FROM signing;
    GET DIAGNOSTICS signatures = ROW_COUNT;
    DROP TABLE signing, new_sheet;
    RETURN sheets + signatures;
END
$$;

-- ledger/sql/functions/import_site_checks.sql
-- Records what was found at the sites of projects.
CREATE OR REPLACE FUNCTION ledger.import_site_checks(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE checking AS
    SELECT
        book.book_id, book.import_id, given.*,
        concat_ws('|', given.project_code, given.occurred_on, given.checked_by)
            AS external_reference,
        NULL::bigint AS project_id,
        FALSE AS already
    FROM staged_site_checks AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;

    PERFORM ledger.report_repeated_references('checking', 'occurred_on');
    PERFORM ledger.resolve_projects('checking');
    PERFORM ledger.report_days_to_come('checking', 'occurred_on');
    PERFORM ledger.pass_over_recorded(
        'checking', 'site_check', 'found',
        '{"found": "found", "photo_sha256": "photo_sha256",
          "distance_metres": "distance_metres"}'
    );
    PERFORM ledger.report_closed_days('checking', 'occurred_on', 'occurred_on');
    PERFORM ledger.place_new_rows('checking');
    INSERT INTO ledger.site_check (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, project_id, occurred_on, found, checked_by, photo_sha256,
        distance_metres, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        project_id, occurred_on, found, checked_by, photo_sha256, distance_metres, evidence
    FROM checking;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE checking;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_sources.sql
-- Posts money that arrived: appropriations, what other books issued, gifts, debts and returns, each
-- with its fund line.
CREATE OR REPLACE FUNCTION ledger.import_sources(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE arriving AS
    SELECT
        row_number() OVER (ORDER BY given.sheet_number, given.row_number)::integer AS ordinal,
        book.book_id,
        book.import_id,
        given.*,
        concat_ws(' ', given.document_no, given.fund_line) AS summary,
        NULL::bigint AS project_id,
        FALSE AS already
    FROM (
        SELECT
            sheet_number, row_number, book, 'appropriation' AS kind,
            'appropriation' AS event, document_no, coalesce(document_line, 1) AS document_line,
            occurred_on, occurred_on_precision, amount, approved_on,
            NULL AS issuer_division_id, NULL AS issuer_name,
            coalesce(fund_line, '本级安排资金') AS fund_line, fund_level, fund_class, integrable,
            purpose, cash_on, NULL AS exemption, evidence,
            NULL::date AS due_on, NULL::numeric AS annual_rate_percent, NULL AS project_code,
            coalesce(
                external_reference,
                concat_ws('|', 'appropriation', document_no, coalesce(document_line, 1))
            ) AS external_reference
        FROM staged_appropriations
        UNION ALL
        SELECT
            sheet_number, row_number, book, coalesce(kind, 'transfer'),
            coalesce(kind, 'transfer') || '_received', document_no, coalesce(document_line, 1),
            occurred_on, occurred_on_precision, amount, NULL,
            counterparty, counterparty_name,
            fund_line, fund_level, fund_class, integrable,
            purpose, cash_on, exemption, evidence,
            due_on, annual_rate_percent, NULL,
            coalesce(
                external_reference,
                concat_ws(
                    '|', 'received', coalesce(counterparty, counterparty_name), document_no,
                    coalesce(document_line, 1)
                )
            )
        FROM staged_transfers
        WHERE direction = 'received'
        UNION ALL
        SELECT
            sheet_number, row_number, book, 'donation',
            'donation', donation_code, 1,
            occurred_on, occurred_on_precision, amount, NULL,
            NULL, donor,
            coalesce(fund_line, '社会捐赠资金'), 'society', 'donation', FALSE,
            will, cash_on, NULL, evidence,
            NULL, NULL, NULL,
            coalesce(external_reference, 'donation|' || donation_code)
        FROM staged_donations
        WHERE coalesce(event, 'gift') = 'gift'
        UNION ALL
        SELECT
            sheet_number, row_number, book, kind,
            CASE kind WHEN 'bond' THEN 'bond_received' ELSE kind END, document_no,
            coalesce(document_line, 1),
            occurred_on, occurred_on_precision, amount, NULL,
            NULL, giver,
            coalesce(
                fund_line,
                CASE kind
                    WHEN 'bond' THEN '地方政府债券资金'
                    WHEN 'platform_loan' THEN '投融资平台贷款'
                    ELSE '扶贫项目投资收益'
                END
            ),
            fund_level,
            CASE kind
                WHEN 'bond' THEN 'bond' WHEN 'platform_loan' THEN 'finance' ELSE kind
            END,
            coalesce(integrable, FALSE),
            purpose, cash_on, NULL, evidence,
            due_on, annual_rate_percent, project_code,
            coalesce(
                external_reference, concat_ws('|', kind, document_no, coalesce(document_line, 1))
            )
        FROM staged_other_sources
    ) AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'fund_line', 'fund_line_required', '{}'::jsonb
    FROM arriving
    WHERE fund_line IS NULL
    UNION ALL
    SELECT sheet_number, row_number, 'counterparty', 'counterparty_required', '{}'::jsonb
    FROM arriving
    WHERE kind IN ('transfer', 'paired_aid', 'bond')
        AND issuer_division_id IS NULL AND issuer_name IS NULL
    UNION ALL
    SELECT sheet_number, row_number, 'amount', 'donation_amount_required', '{}'::jsonb
    FROM arriving
    WHERE amount IS NULL
    UNION ALL
    SELECT sheet_number, row_number, 'due_on', 'terms_without_debt', '{}'::jsonb
    FROM arriving
    WHERE kind NOT IN ('bond', 'platform_loan')
        AND (due_on IS NOT NULL OR annual_rate_percent IS NOT NULL)
    UNION ALL
    SELECT sheet_number, row_number, 'due_on', 'due_before_arrival', '{}'::jsonb
    FROM arriving
    WHERE due_on <= occurred_on
    UNION ALL
    SELECT sheet_number, row_number, 'project_code', 'project_of_return', '{}'::jsonb
    FROM arriving
    WHERE (kind = 'investment_return') <> (project_code IS NOT NULL);
    PERFORM ledger.resolve_projects('arriving');

    PERFORM ledger.report_repeated_references('arriving', 'document_no');

    PERFORM ledger.pass_over_posted(
        'arriving', 'source', 'document_no',
        '{"amount": "amount", "occurred_on": "occurred_on", "document_no": "document_no",
          "document_line": "document_line", "kind": "kind", "issuer_division_id": "counterparty",
          "issuer_name": "counterparty_name", "due_on": "due_on",
          "annual_rate_percent": "annual_rate_percent"}'
    );
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        arriving.sheet_number, arriving.row_number, 'fund_line', 'same_reference_differs',
        jsonb_build_object(
            'reference', arriving.external_reference, 'fields', 'fund_line=' || fund_line.name
        )
    FROM arriving
    INNER JOIN ledger.source AS source
        ON arriving.book_id = source.book_id
        AND arriving.external_reference = source.external_reference
    INNER JOIN ledger.fund_line AS fund_line
        ON source.book_id = fund_line.book_id AND source.fund_line_id = fund_line.log_position
    WHERE arriving.fund_line <> fund_line.name;
    PERFORM ledger.drop_faulty_rows('arriving');
    DELETE FROM arriving WHERE project_id IS NULL AND project_code IS NOT NULL;
    PERFORM ledger.report_unpostable_days('arriving');
    PERFORM ledger.import_fund_lines(author);

    PERFORM ledger.open_row_vouchers('arriving', author);
    INSERT INTO ledger.source (
        book_id, log_position, recorded_at, voucher_id, import_row, external_reference, kind,
        fund_line_id, document_no, document_line, amount, occurred_on, approved_on,
        issuer_division_id, issuer_name, purpose, exemption, evidence, due_on,
        annual_rate_percent, invested_project_id
    )
    SELECT
        arriving.book_id, arriving.log_position, arriving.recorded_at, arriving.voucher_id,
        arriving.row_number, arriving.external_reference,
        arriving.kind, fund_line.fund_line_id, arriving.document_no, arriving.document_line,
        arriving.amount, arriving.occurred_on, arriving.approved_on, arriving.issuer_division_id,
        arriving.issuer_name, arriving.purpose, arriving.exemption, arriving.evidence,
        arriving.due_on, arriving.annual_rate_percent, arriving.project_id
    FROM arriving
    INNER JOIN ledger.fund_line AS fund_line
        ON arriving.book_id = fund_line.book_id AND arriving.fund_line = fund_line.name
        AND fund_line.log_position = fund_line.fund_line_id;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE arriving;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_statement_lines.sql
-- Notes the lines of treasury and bank statements that are not known yet: statements overlap. An
-- amount below zero, as treasuries write what came back, went the other way. Nothing is posted.
CREATE OR REPLACE FUNCTION ledger.import_statement_lines(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE noting AS
    SELECT
        book.book_id,
        book.import_id,
        given.*,
        moved.net,
        abs(moved.net) AS moved_amount,
        CASE WHEN moved.net > 0 THEN 'in' ELSE 'out' END AS moved_direction,
        concat_ws(
            '|',
            concat(
                CASE WHEN moved.net > 0 THEN 'in' ELSE 'out' END, encode(given.account_hash, 'hex')
            ),
            given.line_reference
        ) AS external_reference,
        FALSE AS already
    FROM staged_statement_lines AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    CROSS JOIN LATERAL (
        SELECT
            coalesce(given.amount_in, 0)
            + CASE WHEN given.direction = 'in' THEN 1 ELSE -1 END * coalesce(given.amount, 0) AS net
    ) AS moved;

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'transaction_type', 'year_end_line', '{}'::jsonb
    FROM noting
    WHERE transaction_type LIKE '%年终结转%';
    PERFORM ledger.drop_faulty_rows('noting');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'amount_in', 'line_both_ways', '{}'::jsonb
    FROM noting
    WHERE amount_in <> 0 AND (amount <> 0 OR direction = 'out')
    UNION ALL
    SELECT sheet_number, row_number, 'amount', 'line_without_amount', '{}'::jsonb
    FROM noting
    WHERE coalesce(amount, 0) = 0 AND coalesce(amount_in, 0) = 0;
    PERFORM ledger.report_days_to_come('noting', 'occurred_on');
    PERFORM ledger.drop_faulty_rows('noting');
    -- Statements that overlap may be imported together: the same line in another of them is known.
    DELETE FROM noting
    USING noting AS earlier
    WHERE noting.book_id = earlier.book_id AND noting.sheet_number > earlier.sheet_number
        AND noting.external_reference = earlier.external_reference
        AND noting.net = earlier.net AND noting.occurred_on = earlier.occurred_on;
    PERFORM ledger.report_repeated_references('noting', 'line_reference');

    -- What is told of a difference names the columns of the sheet.
    ALTER TABLE noting RENAME COLUMN amount TO amount_given;
    ALTER TABLE noting RENAME COLUMN moved_amount TO amount;
    PERFORM ledger.pass_over_recorded(
        'noting', 'statement_line', 'line_reference',
        '{"amount": "amount", "occurred_on": "occurred_on"}'
    );
    PERFORM ledger.place_new_rows('noting');
    PERFORM ledger.gather_numbers('noting', 'account', 'account');
    PERFORM ledger.gather_numbers('noting', 'account', 'counterparty_account');
    INSERT INTO ledger.statement_line (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, line_reference, direction, amount, occurred_on, cleared_on,
        account_hash, account_masked, counterparty_name, counterparty_account_hash,
        counterparty_account_masked, counterparty_bank, transaction_type, fiscal_year,
        budget_unit, function_class, project_name, document_no, payment_method, settlement, purpose,
        salt
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        line_reference, moved_direction, amount, occurred_on, cleared_on, account_hash,
        account_masked, counterparty_name, counterparty_account_hash, counterparty_account_masked,
        counterparty_bank, transaction_type, fiscal_year, budget_unit, function_class,
        project_name, document_no, payment_method, settlement, purpose,
        CASE
            WHEN num_nonnulls(
                counterparty_name, counterparty_account_hash, counterparty_account_masked
            ) > 0 THEN gen_random_uuid()
        END
    FROM noting;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE noting;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_statements.sql
-- Notes what stood on accounts by the statements of treasury and banks. Nothing is posted: a
-- statement is evidence, and may speak of a month that is closed.
CREATE OR REPLACE FUNCTION ledger.import_statements(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE noting AS
    SELECT
        book.book_id,
        book.import_id,
        given.sheet_number,
        given.row_number,
        given.account_hash,
        given.account_masked,
        given.account_sealed,
        given.bank,
        given.account_kind,
        given.account_ground,
        given.starts_on,
        given.ends_on,
        given.opening_balance,
        given.closing_balance,
        given.evidence,
        coalesce(
            given.external_reference,
            concat_ws(
                '|', 'statement' || encode(given.account_hash, 'hex'), given.starts_on, given.ends_on
            )
        ) AS external_reference,
        FALSE AS already
    FROM staged_statements AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'ends_on', 'end_before_start', '{}'::jsonb
    FROM noting
    WHERE ends_on < starts_on;
    PERFORM ledger.report_days_to_come('noting', 'ends_on');
    PERFORM ledger.report_repeated_references('noting', 'external_reference');
    PERFORM ledger.pass_over_recorded(
        'noting', 'statement', 'external_reference',
        '{"opening_balance": "opening_balance", "closing_balance": "closing_balance",
          "account_kind": "account_kind", "account_ground": "account_ground",
          "starts_on": "starts_on", "ends_on": "ends_on"}'
    );
    PERFORM ledger.place_new_rows('noting');
    PERFORM ledger.gather_numbers('noting', 'account', 'account');
    INSERT INTO ledger.statement (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, account_hash, account_masked, bank_name, account_kind,
        account_ground, starts_on,
        ends_on, opening_balance, closing_balance, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        account_hash, account_masked, bank, account_kind, account_ground, starts_on, ends_on, opening_balance,
        closing_balance, evidence
    FROM noting;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE noting;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_take_backs.sql
-- Posts money that is taken back at the end of a year, or carried over into the next: day by day,
-- because what was carried over may be carried over again.
CREATE OR REPLACE FUNCTION ledger.import_take_backs(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    of_day date;
    posted integer := 0;
BEGIN
    FOR of_day IN
        SELECT DISTINCT given.occurred_on FROM staged_take_backs AS given ORDER BY given.occurred_on
    LOOP
        posted := posted + ledger.post_take_backs(of_day, author);
    END LOOP;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_transfer_adjustments.sql
-- Posts what later documents change of transfers, on the side of the issuer or of the receiver.
CREATE OR REPLACE FUNCTION ledger.import_transfer_adjustments(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE adjusting AS
    SELECT
        row_number() OVER (ORDER BY given.sheet_number, given.row_number)::integer AS ordinal,
        book.book_id,
        book.import_id,
        given.sheet_number,
        given.row_number,
        given.side,
        given.kind,
        given.document_no,
        given.occurred_on,
        'day' AS occurred_on_precision,
        given.transfer_document,
        given.transfer_line,
        given.transfer_reference,
        given.counterparty,
        given.counterparty_name,
        given.amount,
        given.reason,
        given.evidence,
        coalesce(
            given.external_reference,
            concat_ws(
                '|', given.side, given.kind, given.document_no, given.transfer_document,
                given.transfer_line, given.transfer_reference, given.counterparty,
                given.counterparty_name
            )
        ) AS external_reference,
        'transfer_adjusted' AS event,
        concat_ws(' ', given.document_no, given.transfer_document) AS summary,
        NULL::bigint AS transfer_issue_id,
        NULL::bigint AS source_id,
        NULL::numeric AS transfer_amount,
        NULL::date AS transferred_on,
        FALSE AS already
    FROM staged_transfer_adjustments AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;

    PERFORM ledger.report_repeated_references('adjusting', 'document_no');
    PERFORM ledger.resolve_transfers();
    PERFORM ledger.pass_over_posted(
        'adjusting', 'transfer_adjustment', 'document_no',
        '{"amount": "amount", "occurred_on": "occurred_on", "document_no": "document_no",
          "side": "side", "kind": "kind", "source_id": "transfer_document",
          "transfer_issue_id": "transfer_document"}'
    );
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'occurred_on', 'adjustment_before_transfer',
        jsonb_build_object('document', transfer_document, 'transferred_on', transferred_on)
    FROM adjusting
    WHERE occurred_on < transferred_on AND NOT already;
    PERFORM ledger.drop_faulty_rows('adjusting');
    DELETE FROM adjusting WHERE source_id IS NULL;
    PERFORM ledger.report_unpostable_days('adjusting');
    -- What is added by this file may be taken by it, in whatever order its rows stand.
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'amount', 'adjustment_exceeds',
        jsonb_build_object(
            'document', transfer_document, 'standing', standing, 'taken', taken
        )
    FROM (
        SELECT
            adjusting.*,
            transfer_amount + ledger.adjusted_amount(
                book_id, side, coalesce(transfer_issue_id, source_id)
            ) + coalesce(
                sum(amount) FILTER (WHERE kind = 'addition') OVER transfer, 0
            ) AS standing,
            sum(amount) FILTER (WHERE kind <> 'addition') OVER (
                transfer ORDER BY ordinal
            ) AS taken
        FROM adjusting
        WHERE NOT already
        WINDOW transfer AS (
            PARTITION BY book_id, side, coalesce(transfer_issue_id, source_id)
        )
    ) AS added
    WHERE kind <> 'addition' AND taken > standing;
    PERFORM ledger.drop_faulty_rows('adjusting');

    PERFORM ledger.open_row_vouchers('adjusting', author);
    INSERT INTO ledger.transfer_adjustment (
        book_id, log_position, recorded_at, voucher_id, import_row, external_reference, side, kind,
        transfer_issue_id, source_id, document_no, amount, occurred_on, reason, evidence
    )
    SELECT
        book_id, log_position, recorded_at, voucher_id, row_number, external_reference, side, kind,
        transfer_issue_id, source_id, document_no, amount, occurred_on, reason, evidence
    FROM adjusting;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE adjusting;
    RETURN posted;
END
$$;

-- ledger/sql/functions/import_transfer_issues.sql
-- Posts transfers issued to books below, aid given to paired ones, and bond money lent on.
CREATE OR REPLACE FUNCTION ledger.import_transfer_issues(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE issuing AS
    SELECT
        row_number() OVER (ORDER BY given.sheet_number, given.row_number)::integer AS ordinal,
        book.book_id,
        book.import_id,
        given.sheet_number,
        given.row_number,
        given.document_no,
        coalesce(given.document_line, 1) AS document_line,
        given.occurred_on,
        given.occurred_on_precision,
        given.amount,
        given.counterparty AS recipient_division_id,
        given.counterparty_name AS recipient_name,
        given.fund_line,
        coalesce(given.kind, 'transfer') AS kind,
        given.purpose,
        given.source_document,
        given.source_line,
        given.exemption,
        given.transfer_type,
        given.issuer_kind,
        given.required_match,
        given.match_ground,
        given.change_document,
        given.changed_on,
        given.evidence,
        coalesce(
            given.external_reference,
            concat_ws(
                '|', 'issued', coalesce(given.counterparty, given.counterparty_name),
                given.document_no, coalesce(given.document_line, 1)
            )
        ) AS external_reference,
        coalesce(given.kind, 'transfer') || '_issued' AS event,
        concat_ws(' ', given.document_no, given.fund_line) AS summary,
        NULL::bigint AS source_id,
        FALSE AS already
    FROM staged_transfers AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    WHERE given.direction = 'issued';

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'source_document', 'source_document_required', '{}'::jsonb
    FROM issuing
    WHERE source_document IS NULL
    UNION ALL
    SELECT sheet_number, row_number, 'counterparty', 'counterparty_required', '{}'::jsonb
    FROM issuing
    WHERE recipient_division_id IS NULL AND recipient_name IS NULL
    UNION ALL
    SELECT sheet_number, row_number, 'changed_on', 'change_incomplete', '{}'::jsonb
    FROM issuing
    WHERE (change_document IS NULL) <> (changed_on IS NULL)
    UNION ALL
    SELECT given.sheet_number, given.row_number, 'direction', 'terms_without_issue', '{}'::jsonb
    FROM staged_transfers AS given
    WHERE given.direction <> 'issued' AND num_nonnulls(
            given.transfer_type, given.issuer_kind, given.required_match, given.match_ground,
            given.change_document, given.changed_on
        ) > 0;
    PERFORM ledger.report_repeated_references('issuing', 'document_no');
    PERFORM ledger.resolve_sources('issuing');

    PERFORM ledger.pass_over_posted(
        'issuing', 'transfer_issue', 'document_no',
        '{"amount": "amount", "occurred_on": "occurred_on", "source_id": "source_document",
          "kind": "kind", "transfer_type": "transfer_type", "issuer_kind": "issuer_kind",
          "required_match": "required_match", "match_ground": "match_ground",
          "change_document": "change_document", "changed_on": "changed_on",
          "document_no": "document_no", "document_line": "document_line",
          "recipient_division_id": "counterparty", "recipient_name": "counterparty_name"}'
    );
    PERFORM ledger.drop_faulty_rows('issuing');
    DELETE FROM issuing WHERE source_id IS NULL;
    PERFORM ledger.report_unpostable_days('issuing');

    PERFORM ledger.open_row_vouchers('issuing', author);
    INSERT INTO ledger.transfer_issue (
        book_id, log_position, recorded_at, voucher_id, import_row, external_reference, kind,
        source_id, document_no, document_line, recipient_division_id, recipient_name,
        fund_line_name, purpose, amount, occurred_on, exemption, transfer_type, issuer_kind,
        required_match, match_ground, change_document, changed_on, evidence
    )
    SELECT
        issuing.book_id, issuing.log_position, issuing.recorded_at, issuing.voucher_id,
        issuing.row_number, issuing.external_reference, issuing.kind, issuing.source_id,
        issuing.document_no, issuing.document_line,
        issuing.recipient_division_id, issuing.recipient_name,
        coalesce(issuing.fund_line, fund_line.name), issuing.purpose, issuing.amount,
        issuing.occurred_on, issuing.exemption, issuing.transfer_type, issuing.issuer_kind,
        issuing.required_match, issuing.match_ground, issuing.change_document,
        issuing.changed_on, issuing.evidence
    FROM issuing
    INNER JOIN ledger.source AS source
        ON issuing.book_id = source.book_id AND issuing.source_id = source.log_position
    INNER JOIN ledger.fund_line AS fund_line
        ON source.book_id = fund_line.book_id AND source.fund_line_id = fund_line.log_position;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE issuing;
    RETURN posted;
END
$$;

-- ledger/sql/functions/infer_changed_sources.sql
-- Fills in the source of the rows of `changing` that name no document. More money comes from the
-- one source of the project; money is freed to the one source that the contract binds; where a
-- termination names no amount, to each of them, all that is unpaid.
CREATE OR REPLACE FUNCTION ledger.infer_changed_sources()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    CREATE TEMPORARY TABLE adding AS SELECT * FROM changing WHERE direction = 'commit';
    PERFORM ledger.infer_sources('adding');
    UPDATE changing SET source_id = adding.source_id
    FROM adding
    WHERE changing.ordinal = adding.ordinal;

    CREATE TEMPORARY TABLE bound AS
    SELECT changing.ordinal, balance.source_id, balance.amount, source.document_no
    FROM changing
    INNER JOIN ledger.balance AS balance
        ON changing.book_id = balance.book_id AND changing.contract_id = balance.contract_id
        AND balance.kind = 'committed' AND balance.amount > 0
        AND coalesce(changing.source_id, balance.source_id) = balance.source_id
    INNER JOIN ledger.source AS source
        ON balance.book_id = source.book_id AND balance.source_id = source.log_position
    WHERE changing.direction = 'release';
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        changing.sheet_number, changing.row_number,
        CASE WHEN count(bound.ordinal) = 0 THEN 'contract_code' ELSE 'source_document' END,
        CASE
            WHEN count(bound.ordinal) = 0 THEN 'nothing_committed' ELSE 'source_of_contract_needed'
        END,
        jsonb_build_object(
            'contract', changing.contract_code,
            'documents', string_agg(bound.document_no, '、' ORDER BY bound.document_no)
        )
    FROM changing
    LEFT JOIN bound ON changing.ordinal = bound.ordinal
    WHERE changing.direction = 'release'
        AND (changing.source_document IS NULL OR changing.source_id IS NOT NULL)
    GROUP BY
        changing.sheet_number, changing.row_number, changing.contract_code, changing.amount
    HAVING count(bound.ordinal) = 0
        OR (count(bound.ordinal) > 1 AND changing.amount IS NOT NULL);

    -- The first source takes the row itself, so that its reference is found when it comes again.
    UPDATE changing
    SET source_id = first.source_id, amount = coalesce(changing.amount, first.amount)
    FROM (
        SELECT DISTINCT ON (ordinal) * FROM bound ORDER BY ordinal, source_id
    ) AS first
    WHERE changing.ordinal = first.ordinal;
    INSERT INTO changing
    SELECT
        (jsonb_populate_record(changing, jsonb_build_object(
            'ordinal', (SELECT max(ordinal) FROM changing) + row_number() OVER (
                ORDER BY changing.ordinal, bound.source_id
            ),
            'source_id', bound.source_id,
            'amount', bound.amount,
            'external_reference', changing.external_reference || '|' || bound.source_id
        ))).*
    FROM changing
    INNER JOIN bound ON changing.ordinal = bound.ordinal AND changing.source_id < bound.source_id
    WHERE changing.source_document IS NULL;
    DROP TABLE adding, bound;
END
$$;

-- ledger/sql/functions/infer_sources.sql
-- Fills in the source of rows that name a project but no document: the one source the project was
-- assigned money from. A row whose project has several, or none, is named.
CREATE OR REPLACE FUNCTION ledger.infer_sources(set_of_rows text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    EXECUTE format(
        $query$
        UPDATE %1$I AS asked SET source_id = only_one.source_id
        FROM (
            SELECT book_id, project_id, min(source_id) AS source_id
            FROM ledger.balance
            WHERE kind = 'assigned'
                AND (book_id, project_id) IN (
                    SELECT book_id, project_id FROM %1$I WHERE source_document IS NULL
                )
            GROUP BY book_id, project_id
            HAVING count(*) = 1
        ) AS only_one
        WHERE asked.source_document IS NULL AND asked.book_id = only_one.book_id
            AND asked.project_id = only_one.project_id
        $query$,
        set_of_rows
    );
    EXECUTE format(
        $query$
        INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
        SELECT
            asked.sheet_number, asked.row_number, 'source_document',
            CASE WHEN assigned.n = 0 THEN 'no_source_of_project' ELSE 'source_needed' END,
            jsonb_build_object('project', asked.project_code, 'documents', assigned.documents)
        FROM %1$I AS asked
        CROSS JOIN LATERAL (
            SELECT count(*) AS n, string_agg(source.document_no, '、') AS documents
            FROM ledger.balance AS balance
            INNER JOIN ledger.source AS source
                ON balance.book_id = source.book_id AND balance.source_id = source.log_position
            WHERE balance.book_id = asked.book_id AND balance.project_id = asked.project_id
                AND balance.kind = 'assigned'
        ) AS assigned
        WHERE asked.source_document IS NULL AND asked.source_id IS NULL
            AND asked.project_id IS NOT NULL
            AND NOT (
                assigned.n = 0
                AND EXISTS (SELECT FROM staged_faulty WHERE sheet = 'assignments')
            )
        $query$,
        set_of_rows
    );
END
$$;

-- ledger/sql/functions/is_adjusted.sql
-- Whether standing adjustments rest on what a voucher posted: those of the transfer it issued or
-- received, or reductions that would take more than there is without the addition it is. Then they
-- have to be reversed first.
CREATE OR REPLACE FUNCTION ledger.is_adjusted(of_book_id integer, of_voucher_id bigint)
RETURNS boolean
LANGUAGE sql
STABLE
AS $$
    SELECT EXISTS (
        SELECT
        FROM ledger.transfer_adjustment AS adjustment
        LEFT JOIN ledger.transfer_issue AS issue
            ON adjustment.book_id = issue.book_id
            AND adjustment.transfer_issue_id = issue.log_position
        INNER JOIN ledger.source AS source
            ON adjustment.book_id = source.book_id AND adjustment.source_id = source.log_position
        WHERE adjustment.book_id = of_book_id
            AND coalesce(issue.voucher_id, source.voucher_id) = of_voucher_id
            AND NOT EXISTS (
                SELECT FROM ledger.voucher AS undoing
                WHERE undoing.book_id = adjustment.book_id
                    AND undoing.reverses_id = adjustment.voucher_id
            )
    ) OR EXISTS (
        SELECT
        FROM ledger.transfer_adjustment AS addition
        LEFT JOIN ledger.transfer_issue AS issue
            ON addition.book_id = issue.book_id AND addition.transfer_issue_id = issue.log_position
        INNER JOIN ledger.source AS source
            ON addition.book_id = source.book_id AND addition.source_id = source.log_position
        WHERE addition.book_id = of_book_id AND addition.voucher_id = of_voucher_id
            AND addition.kind = 'addition'
            AND coalesce(issue.amount, source.amount) - addition.amount + ledger.adjusted_amount(
                addition.book_id, addition.side,
                coalesce(addition.transfer_issue_id, addition.source_id)
            ) < 0
    );
$$;

-- ledger/sql/functions/is_committed.sql
-- Whether money is bound by a contract: by its rows, or by an opening that was not reversed.
CREATE OR REPLACE FUNCTION ledger.is_committed(of_book_id integer, of_contract_id bigint)
RETURNS boolean
LANGUAGE sql
STABLE
AS $$
    SELECT EXISTS (
        SELECT FROM ledger.commitment AS known
        WHERE known.book_id = of_book_id AND known.contract_id = of_contract_id
            AND known.kind = 'contract'
    ) OR EXISTS (
        SELECT FROM ledger.opening_balance AS known
        WHERE known.book_id = of_book_id AND known.contract_id = of_contract_id
            AND NOT EXISTS (
                SELECT FROM ledger.voucher AS undoing
                WHERE undoing.book_id = known.book_id AND undoing.reverses_id = known.voucher_id
            )
    );
$$;

-- ledger/sql/functions/is_door_key.sql
-- Whether a key is the one that sessions are opened with. The password of the application alone
-- opens none: what Python checks, codes and the word of a provider, could else be passed over.
CREATE OR REPLACE FUNCTION ledger.is_door_key(given bytea)
RETURNS boolean
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
SELECT EXISTS (SELECT FROM ledger.door_key WHERE key_sha256 = sha256(given));
$$;

-- ledger/sql/functions/is_note.sql
-- Whether what a posting function found is a note, which does not keep the import from being done.
CREATE OR REPLACE FUNCTION ledger.is_note(of_code text)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $$ SELECT of_code IN ('posted_and_reversed', 'registered_changes', 'year_end_line'); $$;

-- ledger/sql/functions/is_paid_again.sql
-- Whether payments rest on the refunds of a voucher: what bounced was paid again, by a re-issue or
-- under the same claim. Then these payments have to be reversed first.
CREATE OR REPLACE FUNCTION ledger.is_paid_again(of_book_id integer, of_voucher_id bigint)
RETURNS boolean
LANGUAGE sql
STABLE
AS $$
    SELECT EXISTS (
        SELECT
        FROM (
            SELECT book_id, disbursement_id, sum(amount) AS amount
            FROM ledger.refund
            WHERE book_id = of_book_id AND voucher_id = of_voucher_id AND kind = 'bounced'
            GROUP BY book_id, disbursement_id
        ) AS back
        INNER JOIN ledger.disbursement AS paid
            ON back.book_id = paid.book_id AND back.disbursement_id = paid.log_position
        LEFT JOIN ledger.claim_step AS approval
            ON paid.book_id = approval.book_id AND paid.claim_id = approval.claim_id
            AND approval.step = 'approved'
        WHERE ledger.reissued_of_payment(paid.book_id, paid.external_reference)
            > ledger.bounced_of_payment(paid.book_id, paid.log_position) - back.amount
            OR ledger.paid_of_claim(paid.book_id, paid.claim_id) + back.amount > approval.amount
    );
$$;

-- ledger/sql/functions/is_refunded.sql
-- Whether some of a voucher's payments came back: then the refund has to be reversed first.
CREATE OR REPLACE FUNCTION ledger.is_refunded(of_book_id integer, of_voucher_id bigint)
RETURNS boolean
LANGUAGE sql
STABLE
AS $$
    SELECT EXISTS (
        SELECT
        FROM ledger.disbursement AS paid
        INNER JOIN ledger.refund AS refund
            ON paid.book_id = refund.book_id AND paid.log_position = refund.disbursement_id
        WHERE paid.book_id = of_book_id AND paid.voucher_id = of_voucher_id
            AND NOT EXISTS (
                SELECT FROM ledger.voucher AS undoing
                WHERE undoing.book_id = refund.book_id AND undoing.reverses_id = refund.voucher_id
            )
    );
$$;

-- ledger/sql/functions/is_same_party.sql
-- Whether two payees of a book are one party: by their record, by their number, or by a name that
-- both had. An account that is paid into for the first time registers its holder anew, so one
-- company may stand in a book as several payees.
CREATE OR REPLACE FUNCTION ledger.is_same_party(
    of_book_id integer, one_payee_id bigint, other_payee_id bigint
)
RETURNS boolean
LANGUAGE sql
STABLE
AS $$
    SELECT one_payee_id = other_payee_id OR EXISTS (
        SELECT
        FROM ledger.payee AS one
        INNER JOIN ledger.payee AS other
            ON one.book_id = other.book_id
            AND (one.name = other.name OR one.identity_hash = other.identity_hash)
        WHERE one.book_id = of_book_id
            AND (
                one.log_position = one_payee_id
                OR (one.payee_id = one_payee_id AND one.log_position <> one.payee_id)
            )
            AND (
                other.log_position = other_payee_id
                OR (other.payee_id = other_payee_id AND other.log_position <> other.payee_id)
            )
    );
$$;

-- ledger/sql/functions/keep_balances.sql
-- Adds what new entries move to the balances of their accounts, in one grouped statement.
-- Whoever writes entries holds the lock of their book (its head), so no account that is
-- missing here can be opened by another at the same time. Before that promise 5, for lines that are
-- added to a voucher that stands already: neither their own day nor their voucher's may lie in a
-- closed month. It is asked here because every trigger of its own costs each posting.
CREATE OR REPLACE FUNCTION ledger.keep_balances()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    refused record;
BEGIN
    IF EXISTS (SELECT FROM ledger.period_closing) THEN
        SELECT posted.book_id, ledger.month_of(posted.occurred_on) AS period, posted.occurred_on
        INTO refused
        FROM (
            SELECT
                line.book_id, least(min(line.occurred_on), min(voucher.occurred_on)) AS occurred_on
            FROM new_rows AS line
            CROSS JOIN LATERAL (
                SELECT opened.occurred_on
                FROM ledger.voucher AS opened
                WHERE opened.book_id = line.book_id AND opened.log_position = line.voucher_id
                LIMIT 1
            ) AS voucher
            GROUP BY line.book_id
        ) AS posted
        WHERE ledger.month_of(posted.occurred_on) <= ledger.closed_through(posted.book_id)
        ORDER BY posted.book_id
        LIMIT 1;
        IF FOUND THEN
            PERFORM ledger.refuse(5, 'period_closed', to_jsonb(refused));
        END IF;
    END IF;

    INSERT INTO ledger.balance AS standing (
        book_id, source_id, kind, project_id, contract_id, side, amount
    )
    SELECT book_id, source_id, kind, project_id, contract_id, side, sum(amount)
    FROM (
        SELECT
            book_id, source_id, debit_kind AS kind,
            coalesce(debit_project_id, 0) AS project_id,
            coalesce(debit_contract_id, 0) AS contract_id, side, amount
        FROM new_rows
        UNION ALL
        SELECT
            book_id, source_id, credit_kind, coalesce(credit_project_id, 0),
            coalesce(credit_contract_id, 0), side, -amount
        FROM new_rows
    ) AS one_side
    GROUP BY book_id, source_id, kind, project_id, contract_id, side
    ON CONFLICT (book_id, source_id, kind, project_id, contract_id) DO UPDATE
    SET amount = standing.amount + excluded.amount;
    RETURN NULL;
END
$$;

-- ledger/sql/functions/keep_draft.sql
-- Keeps a new draft of whoever acts, or a change of one of theirs that nobody has reviewed; its
-- content follows by pieces. The places are those of its books: the draft belongs to the lowest
-- division above all of them, and whoever drafts may draft there. Returns the draft's number.
CREATE OR REPLACE FUNCTION ledger.keep_draft(
    of_draft_id bigint, of_kind text, of_name text, of_sheet text, sha256_of_content text,
    of_default_book text, is_partial boolean, places text[], of_fingerprint bytea, of_summary jsonb
)
RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    above text;
    drafter text;
    waiting record;
    kept bigint := of_draft_id;
BEGIN
    PERFORM ledger.await_same_file(sha256_of_content);
    SELECT division.division_id INTO above
    FROM ledger.division AS division
    WHERE cardinality(places) > 0 AND NOT EXISTS (
        SELECT FROM ledger.division AS place
        WHERE place.division_id = ANY(places) AND NOT starts_with(place.path, division.path)
    )
    ORDER BY length(division.path) DESC
    LIMIT 1;
    drafter := ledger.check_power('draft', above);
    IF of_draft_id IS NULL THEN
        -- The same content waits already: sent twice by one person it is one draft.
        SELECT draft_id, drafted_by INTO waiting
        FROM ledger.draft
        WHERE content_sha256 = sha256_of_content
            AND state IN ('drafted', 'returned', 'reviewed');
        IF FOUND AND waiting.drafted_by = drafter THEN
            RETURN waiting.draft_id;
        ELSIF FOUND THEN
            PERFORM ledger.refuse(
                7, 'draft_known',
                jsonb_build_object('draft', waiting.draft_id, 'login', waiting.drafted_by)
            );
        END IF;
        INSERT INTO ledger.draft (
            kind, name, sheet, content_sha256, default_book, partial, division_id, fingerprint,
            summary, state, drafted_by, changed_at
        )
        VALUES (
            of_kind, of_name, of_sheet, sha256_of_content, of_default_book, is_partial, above,
            of_fingerprint, of_summary, 'drafted', drafter, clock_timestamp()
        )
        RETURNING draft_id INTO kept;
        PERFORM ledger.note_draft_step(kept, 'drafted', NULL);
    ELSE
        PERFORM ledger.take_own_draft(of_draft_id);
        UPDATE ledger.draft
        SET
            kind = of_kind, name = of_name, sheet = of_sheet, content_sha256 = sha256_of_content,
            default_book = of_default_book, partial = is_partial, division_id = above,
            fingerprint = of_fingerprint, summary = of_summary, state = 'drafted',
            reviewed_by = NULL, changed_at = clock_timestamp()
        WHERE draft_id = of_draft_id;
        DELETE FROM ledger.draft_piece WHERE draft_id = of_draft_id;
        PERFORM ledger.note_draft_step(kept, 'changed', NULL);
    END IF;
    RETURN kept;
END
$$;

-- ledger/sql/functions/keep_draft_piece.sql
-- Keeps a piece of the content of a draft of whoever acts, encrypted; of one that was reviewed or
-- returned only with the change that has it reviewed anew.
CREATE OR REPLACE FUNCTION ledger.keep_draft_piece(
    of_draft_id bigint, nth integer, of_file_name text, of_content bytea
)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    taken ledger.draft := ledger.take_own_draft(of_draft_id);
BEGIN
    IF taken.state <> 'drafted' THEN
        PERFORM ledger.refuse(
            6, 'draft_not_waiting',
            jsonb_build_object('draft', of_draft_id, 'state', taken.state)
        );
    END IF;
    INSERT INTO ledger.draft_piece (draft_id, staged, piece_number, file_name, sealed)
    VALUES (of_draft_id, FALSE, nth, of_file_name, of_content);
END
$$;

-- ledger/sql/functions/keep_numbers.sql
-- Puts the numbers that an import brought into the vault, each once, kind by kind in the order of
-- their hashes. Those that are there are left out; where another import has brought one meanwhile,
-- all are tried again with that in mind, which costs half as much again.
CREATE OR REPLACE FUNCTION ledger.keep_numbers()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    brought_kind text;
BEGIN
    FOR brought_kind IN
        SELECT DISTINCT brought.kind FROM brought_number AS brought ORDER BY brought.kind
    LOOP
        BEGIN
            INSERT INTO ledger.personal_number (kind, hashed, sealed, recorded_at)
            SELECT DISTINCT ON (brought.hashed)
                brought_kind, brought.hashed, brought.sealed, clock_timestamp()
            FROM brought_number AS brought
            WHERE brought.kind = brought_kind AND NOT EXISTS (
                SELECT FROM ledger.personal_number AS known
                WHERE known.kind = brought_kind AND known.hashed = brought.hashed
            )
            ORDER BY brought.hashed;
        EXCEPTION
            WHEN unique_violation THEN
                INSERT INTO ledger.personal_number (kind, hashed, sealed, recorded_at)
                SELECT DISTINCT ON (brought.hashed)
                    brought_kind, brought.hashed, brought.sealed, clock_timestamp()
                FROM brought_number AS brought
                WHERE brought.kind = brought_kind
                ORDER BY brought.hashed
                ON CONFLICT (kind, hashed) DO NOTHING;
        END;
    END LOOP;
    IF EXISTS (
        SELECT FROM (
            SELECT DISTINCT get_byte(sealed, 1) * 256 + get_byte(sealed, 2) AS key_version
            FROM brought_number
        ) AS used
        WHERE NOT EXISTS (
            SELECT FROM ledger.data_key
            WHERE purpose = 'seal' AND version = used.key_version AND retired_at IS NULL
        )
    ) THEN
        RAISE foreign_key_violation USING
            MESSAGE = 'a number is sealed with a key that the ledger does not have';
    END IF;
    TRUNCATE brought_number;
END
$$;

-- ledger/sql/functions/keep_staged_piece.sql
-- Keeps a piece of the rows of a draft as its reviewer's check staged them, encrypted: only for who
-- has just reviewed it. What they are worth shows when they are posted, by their fingerprint.
CREATE OR REPLACE FUNCTION ledger.keep_staged_piece(
    of_draft_id bigint, nth integer, of_name text, of_content bytea
)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    taken ledger.draft := ledger.lock_draft(of_draft_id);
BEGIN
    IF taken.state <> 'reviewed'
        OR taken.reviewed_by <> ledger.check_power('review', taken.division_id)
    THEN
        PERFORM ledger.refuse(
            6, 'draft_not_waiting',
            jsonb_build_object('draft', of_draft_id, 'state', taken.state)
        );
    END IF;
    INSERT INTO ledger.draft_piece (draft_id, staged, piece_number, file_name, sealed)
    VALUES (of_draft_id, TRUE, nth, of_name, of_content);
END
$$;

-- ledger/sql/functions/leave_one_session.sql
-- After a change of what proves a person: their other sessions end, their wrong tries are forgiven,
-- and the change is on record.
CREATE OR REPLACE FUNCTION ledger.leave_one_session(
    of_login text, kept_token_sha256 bytea, of_kind text
)
RETURNS void
LANGUAGE sql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DELETE FROM ledger.web_session AS session
WHERE session.login = of_login AND session.token_sha256 <> kept_token_sha256;
DELETE FROM ledger.sign_in_brake AS brake
WHERE brake.login = of_login;
SELECT ledger.note_sign_in(of_login, of_kind);
$$;

-- ledger/sql/functions/link_user.sql
-- A security administrator says who somebody is at the organisation's identity provider, or, with
-- nulls, that they come by it no longer. False where that person is linked to another account.
CREATE OR REPLACE FUNCTION ledger.link_user(of_login text, of_issuer text, of_subject text)
RETURNS boolean
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    PERFORM ledger.check_account_power(of_login, ledger.division_of_account(of_login), TRUE);
    UPDATE ledger.user_secret AS secret
    SET issuer = of_issuer, subject = of_subject
    WHERE secret.login = of_login;
    PERFORM ledger.record_access(
        'provider_linked', NULL, of_login,
        jsonb_build_object('issuer', of_issuer, 'subject', of_subject)
    );
    RETURN TRUE;
EXCEPTION
    WHEN unique_violation THEN RETURN FALSE;
END
$$;

-- ledger/sql/functions/lock_draft.sql
-- Locks a draft, so that one step of it follows another.
CREATE OR REPLACE FUNCTION ledger.lock_draft(of_draft_id bigint)
RETURNS ledger.draft
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    locked ledger.draft;
BEGIN
    SELECT * INTO locked FROM ledger.draft WHERE draft_id = of_draft_id FOR UPDATE;
    IF locked.draft_id IS NULL THEN
        PERFORM ledger.refuse(11, 'unknown_draft', jsonb_build_object('draft', of_draft_id));
    END IF;
    RETURN locked;
END
$$;

-- ledger/sql/functions/locked_until.sql
-- Until when a login is locked; null if it is not. Attempts on one login take their turn here until
-- their transaction ends, so that many at once count as many.
CREATE OR REPLACE FUNCTION ledger.locked_until(of_login text)
RETURNS timestamptz
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    until timestamptz;
BEGIN
    INSERT INTO ledger.sign_in_brake (login, wrong, tried_at)
    VALUES (of_login, 0, clock_timestamp())
    ON CONFLICT (login) DO NOTHING;
    SELECT brake.locked_until INTO until
    FROM ledger.sign_in_brake AS brake
    WHERE brake.login = of_login
    FOR UPDATE;
    IF until > clock_timestamp() THEN
        PERFORM ledger.note_sign_in(of_login, 'locked_out');
        RETURN until;
    END IF;
    RETURN NULL;
END
$$;

-- ledger/sql/functions/mark_opened_contracts.sql
-- Marks the rows of `contracting` whose money an opening balance brings, in this file or earlier:
-- the contract is registered, and what it still binds is said there. A row that names no document
-- gets that of the opening. What its rows come to must still be the amount of a registered contract
-- that was opened, or whose opening was reversed, so that they bind its money now.
CREATE OR REPLACE FUNCTION ledger.mark_opened_contracts()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    UPDATE contracting
    SET already = TRUE, source_document = opened.document_no, source_line = opened.document_line
    FROM (
        SELECT
            book.book_id, given.contract_code, given.document_no,
            coalesce(given.document_line, 1) AS document_line
        FROM staged_opening_balances AS given
        INNER JOIN staged_book AS book ON given.book = book.division_id
        WHERE given.contract_code IS NOT NULL
        UNION ALL
        SELECT
            known.book_id, contract.contract_code, source.document_no, source.document_line
        FROM ledger.opening_balance AS known
        INNER JOIN ledger.contract AS contract
            ON known.book_id = contract.book_id AND known.contract_id = contract.log_position
        INNER JOIN ledger.source AS source
            ON known.book_id = source.book_id AND known.source_id = source.log_position
        WHERE NOT EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = known.book_id AND undoing.reverses_id = known.voucher_id
        )
    ) AS opened
    WHERE contracting.book_id = opened.book_id
        AND contracting.contract_code = opened.contract_code
        AND coalesce(contracting.source_document, opened.document_no) = opened.document_no
        AND coalesce(contracting.source_line, opened.document_line) = opened.document_line;

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        (min(ARRAY[given.sheet_number, given.row_number]))[1],
        (min(ARRAY[given.sheet_number, given.row_number]))[2],
        'amount', 'contract_amount_changed',
        jsonb_build_object('contract', given.contract_code)
    FROM contracting AS given
    INNER JOIN ledger.contract AS contract
        ON given.book_id = contract.book_id AND given.contract_code = contract.contract_code
        AND contract.log_position = contract.contract_id
    GROUP BY given.book_id, given.contract_code, contract.log_position, contract.amount
    HAVING sum(given.amount) <> contract.amount AND (
        bool_or(given.already)
        OR NOT ledger.is_committed(given.book_id, contract.log_position)
    );
END
$$;

-- ledger/sql/functions/match_by_hand.sql
-- Matches a line of a statement with movements that come to its amount, as a person says: with a
-- payment, with all that a voucher moved, or with several of these, the n-th payment of the n-th
-- voucher. They stand and end together. Returns the position of the first.
CREATE OR REPLACE FUNCTION ledger.match_by_hand(
    of_book_id integer, line_id bigint, moving_voucher_ids bigint[], payment_ids bigint[]
)
RETURNS bigint
LANGUAGE sql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
WITH made AS (
    INSERT INTO ledger.statement_match (
        book_id, log_position, recorded_at, recorded_by, group_id, statement_line_id, voucher_id,
        disbursement_id, basis
    )
    SELECT
        taken.book_id, taken.base + named.nth, taken.recorded_at, acting.login, taken.base + 1, line_id,
        named.voucher_id,
        -- The voucher of one payment is that payment.
        coalesce(named.payment_id, (
            SELECT min(paid.log_position)
            FROM ledger.disbursement AS paid
            WHERE paid.book_id = of_book_id AND paid.voucher_id = named.voucher_id
            HAVING count(*) = 1
        )),
        'hand'
    FROM ledger.take_positions(
        ARRAY[of_book_id], ARRAY[cardinality(moving_voucher_ids)]
    ) AS taken
    CROSS JOIN ledger.check_power_in('match', of_book_id) AS acting (login)
    CROSS JOIN
        unnest(moving_voucher_ids, payment_ids)
        WITH ORDINALITY AS named (voucher_id, payment_id, nth)
    RETURNING log_position
)
SELECT min(made.log_position) FROM made;
$$;

-- ledger/sql/functions/match_by_rule.sql
-- Matches the lines of a book's statements with what its ledger moved, where there is no doubt: by
-- number and amount; by amount and payee, the nearest within some days; by the sum of a batch, or
-- of what bounced of one on one day. What could as well be another is left to people. Returns how
-- many lines were matched, by basis.
CREATE OR REPLACE FUNCTION ledger.match_by_rule(of_book_id integer, days integer)
RETURNS TABLE (basis text, matches bigint)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    author text := ledger.check_power_in('match', of_book_id);
    found_now bigint;
BEGIN
    -- Who reconciles the same book at the same time waits here, and finds what is left.
    PERFORM 1 FROM ledger.book_head WHERE book_id = of_book_id FOR UPDATE;
    PERFORM ledger.gather_unmatched(of_book_id);
    CREATE TEMPORARY TABLE pairing (line_id bigint, movement bigint, basis text);
    LOOP
        INSERT INTO pairing
        SELECT line_id, movement, 'reference'
        FROM (
            SELECT
                line.line_id, moved.movement,
                count(*) OVER (PARTITION BY line.line_id) AS of_line,
                count(*) OVER (PARTITION BY moved.movement) AS of_movement
            FROM open_line AS line
            INNER JOIN open_movement AS moved
                ON line.line_reference = moved.reference
                AND line.direction = moved.direction AND line.amount = moved.amount
            WHERE NOT EXISTS (
                SELECT FROM parted
                WHERE parted.line_id = line.line_id AND parted.movement = moved.movement
            )
        ) AS pair
        WHERE of_line = 1 AND of_movement = 1;
        found_now := ledger.take_paired();

        -- Of several within the days the nearest, if it is the nearest from both sides and alone.
        INSERT INTO pairing
        SELECT line_id, movement, 'amount_date_payee'
        FROM (
            SELECT
                line_id, movement, apart,
                min(apart) OVER (PARTITION BY line_id) AS nearest_of_line,
                min(apart) OVER (PARTITION BY movement) AS nearest_of_movement,
                count(*) OVER (PARTITION BY line_id, apart) AS alike_of_line,
                count(*) OVER (PARTITION BY movement, apart) AS alike_of_movement
            FROM ledger.pairs_by_payee(days)
        ) AS pair
        WHERE apart = nearest_of_line AND apart = nearest_of_movement
            AND alike_of_line = 1 AND alike_of_movement = 1;
        found_now := found_now + ledger.take_paired();

        -- A batch goes to an account of the bank's, so the sum has to be alone of its kind: neither
        -- another batch nor a single movement may be as near.
        INSERT INTO pairing
        SELECT line_id, movement, 'batch_amount_date'
        FROM (
            SELECT
                line.line_id, moved.movement, moved.parts,
                count(*) OVER (PARTITION BY line.line_id) AS of_line,
                count(*) OVER (PARTITION BY moved.movement) AS of_movement
            FROM open_line AS line
            INNER JOIN open_movement AS moved
                ON line.direction = moved.direction AND line.amount = moved.amount
                AND line.occurred_on BETWEEN moved.occurred_on - days AND moved.occurred_on + days
            WHERE NOT EXISTS (
                SELECT FROM parted
                WHERE parted.line_id = line.line_id AND parted.movement = moved.movement
            )
        ) AS pair
        WHERE parts > 1 AND of_line = 1 AND of_movement = 1;
        found_now := found_now + ledger.take_paired();
        EXIT WHEN found_now = 0;
    END LOOP;

    IF EXISTS (SELECT FROM taken_pair) THEN
        INSERT INTO ledger.statement_match (
            book_id, log_position, recorded_at, recorded_by, group_id, statement_line_id,
            voucher_id, disbursement_id, basis
        )
        SELECT
            taken.book_id, taken.base + pair.nth, taken.recorded_at, author,
            taken.base + min(pair.nth) OVER (PARTITION BY pair.line_id), pair.line_id,
            pair.voucher_id, pair.disbursement_id, pair.basis
        FROM (
            SELECT taken_pair.*, row_number() OVER (ORDER BY line_id, voucher_id) AS nth
            FROM taken_pair
        ) AS pair
        CROSS JOIN ledger.take_positions(
            ARRAY[of_book_id], ARRAY[(SELECT count(*) FROM taken_pair)]
        ) AS taken;
    END IF;
    RETURN QUERY
    SELECT pair.basis, count(DISTINCT pair.line_id)
    FROM taken_pair AS pair
    GROUP BY pair.basis
    ORDER BY pair.basis;
    DROP TABLE open_line, open_movement, parted, pairing, taken_pair;
END
$$;

-- ledger/sql/functions/month_of.sql
-- The month of a day, as a number: 202403.
CREATE OR REPLACE FUNCTION ledger.month_of(some_day date)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$
SELECT (extract(YEAR FROM some_day) * 100 + extract(MONTH FROM some_day))::integer;
$$;

-- ledger/sql/functions/move_money.sql
-- What each event but a payment (`move_payments`) does to the accounts: the table of
-- docs/architecture.md, one branch a row.
-- An entry's credit account gives, its debit account receives.
CREATE OR REPLACE FUNCTION ledger.move_money()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    movements ledger.movement [];
BEGIN
    CASE tg_table_name
        WHEN 'source' THEN  -- money that arrived may be spent
            SELECT array_agg((
                book_id, voucher_id, 'authority', log_position,
                'origin', NULL, NULL,
                'available', NULL, NULL, amount
            )::ledger.movement) INTO movements FROM new_rows;
        WHEN 'opening_balance' THEN  -- how far that money had come: by way of its project
            SELECT array_agg(moved.line ORDER BY moved.voucher_id, moved.ordinal, moved.nth)
            INTO movements
            FROM (
                SELECT
                    opened.voucher_id,
                    opened.log_position AS ordinal,
                    step.nth,
                    CASE
                        WHEN opened.kind = 'treasury' THEN (
                            opened.book_id, opened.voucher_id, 'cash', opened.source_id,
                            'cash_in', NULL, NULL, 'treasury', NULL, NULL, opened.amount
                        )::ledger.movement
                        WHEN step.nth = 1 THEN (
                            opened.book_id, opened.voucher_id, 'authority', opened.source_id,
                            'available', NULL, NULL,
                            'assigned', opened.project_id, NULL, opened.amount
                        )::ledger.movement
                        ELSE (
                            opened.book_id, opened.voucher_id, 'authority', opened.source_id,
                            'assigned', opened.project_id, NULL,
                            opened.kind, opened.project_id, opened.contract_id, opened.amount
                        )::ledger.movement
                    END AS line
                FROM new_rows AS opened
                CROSS JOIN (VALUES (1), (2)) AS step (nth)
                WHERE step.nth = 1 OR opened.kind IN ('committed', 'disbursed')
            ) AS moved;
        WHEN 'transfer_issue' THEN  -- authority leaves for another book
            SELECT array_agg((
                book_id, voucher_id, 'authority', source_id,
                'available', NULL, NULL,
                'issued', NULL, NULL, amount
            )::ledger.movement) INTO movements FROM new_rows;
        WHEN 'transfer_adjustment' THEN  -- more or less of what was issued, or of what arrived
            SELECT array_agg((
                book_id, voucher_id, 'authority', source_id,
                CASE
                    WHEN side = 'issued' AND kind = 'addition' THEN 'available'
                    WHEN side = 'issued' THEN 'issued'
                    WHEN kind = 'addition' THEN 'origin'
                    ELSE 'available'
                END, NULL, NULL,
                CASE
                    WHEN side = 'issued' AND kind = 'addition' THEN 'issued'
                    WHEN side = 'issued' OR kind = 'addition' THEN 'available'
                    ELSE 'origin'
                END, NULL, NULL, amount
            )::ledger.movement) INTO movements FROM new_rows;
        WHEN 'take_back' THEN  -- money leaves its source at the end of a year
            SELECT array_agg((
                book_id, voucher_id, 'authority', source_id,
                CASE
                    WHEN project_id IS NOT NULL THEN 'assigned'
                    WHEN pooled THEN 'pooled'
                    ELSE 'available'
                END, project_id, NULL,
                'reclaimed', NULL, NULL, amount
            )::ledger.movement) INTO movements FROM new_rows;
        WHEN 'carried_cash' THEN  -- cash follows what was carried over, from source to source
            SELECT array_agg(moved.line ORDER BY moved.voucher_id, moved.nth) INTO movements
            FROM (
                SELECT
                    carried.voucher_id,
                    side.nth,
                    CASE side.nth
                        WHEN 1 THEN (
                            cash.book_id, carried.voucher_id, 'cash', carried.source_id,
                            'treasury', NULL, NULL,
                            'cash_out', NULL, NULL, cash.amount
                        )::ledger.movement
                        ELSE (
                            cash.book_id, carried.voucher_id, 'cash', carried.new_source_id,
                            'cash_in', NULL, NULL,
                            'treasury', NULL, NULL, cash.amount
                        )::ledger.movement
                    END AS line
                FROM new_rows AS cash
                INNER JOIN ledger.take_back AS carried
                    ON cash.book_id = carried.book_id AND cash.take_back_id = carried.log_position
                CROSS JOIN (VALUES (1), (2)) AS side (nth)
            ) AS moved;
        WHEN 'cash_movement' THEN  -- cash comes in, or leaves for the book below
            SELECT array_agg((
                book_id, voucher_id, 'cash', source_id,
                CASE direction WHEN 'in' THEN 'cash_in' ELSE 'treasury' END, NULL, NULL,
                CASE direction WHEN 'in' THEN 'treasury' ELSE 'cash_out' END, NULL, NULL, amount
            )::ledger.movement) INTO movements FROM new_rows;
        WHEN 'integration' THEN  -- pooled money stays with its source
            SELECT array_agg((
                book_id, voucher_id, 'authority', source_id,
                CASE direction WHEN 'into_pool' THEN 'available' ELSE 'pooled' END, NULL, NULL,
                CASE direction WHEN 'into_pool' THEN 'pooled' ELSE 'available' END, NULL, NULL,
                amount
            )::ledger.movement) INTO movements FROM new_rows;
        WHEN 'assignment' THEN  -- a project gets money of a source, or gives it back
            SELECT array_agg(
                CASE direction
                    WHEN 'assign' THEN (
                        book_id, voucher_id, 'authority', source_id,
                        CASE WHEN pooled THEN 'pooled' ELSE 'available' END, NULL, NULL,
                        'assigned', project_id, NULL, amount
                    )::ledger.movement
                    ELSE (
                        book_id, voucher_id, 'authority', source_id,
                        'assigned', project_id, NULL,
                        CASE WHEN pooled THEN 'pooled' ELSE 'available' END, NULL, NULL, amount
                    )::ledger.movement
                END
            ) INTO movements FROM new_rows;
        WHEN 'commitment' THEN  -- a contract binds what its project was assigned, or frees it
            SELECT array_agg(
                CASE direction
                    WHEN 'commit' THEN (
                        book_id, voucher_id, 'authority', source_id,
                        'assigned', project_id, NULL,
                        'committed', project_id, contract_id, amount
                    )::ledger.movement
                    ELSE (
                        book_id, voucher_id, 'authority', source_id,
                        'committed', project_id, contract_id,
                        'assigned', project_id, NULL, amount
                    )::ledger.movement
                END
            ) INTO movements FROM new_rows;
        WHEN 'refund' THEN  -- the payment's own entries, the other way round
            SELECT array_agg(moved.line ORDER BY moved.voucher_id, moved.nth) INTO movements
            FROM (
                SELECT
                    back.voucher_id,
                    side.nth,
                    CASE side.nth
                        WHEN 1 THEN (
                            back.book_id, back.voucher_id, 'authority', paid.source_id,
                            'disbursed', paid.project_id, paid.contract_id,
                            CASE WHEN paid.contract_id IS NULL THEN 'assigned' ELSE 'committed' END,
                            paid.project_id, paid.contract_id, back.amount
                        )::ledger.movement
                        ELSE (
                            back.book_id, back.voucher_id, 'cash', paid.source_id,
                            'cash_out', paid.project_id, paid.contract_id,
                            'treasury', NULL, NULL, back.amount
                        )::ledger.movement
                    END AS line
                FROM new_rows AS back
                INNER JOIN ledger.disbursement AS paid
                    ON back.book_id = paid.book_id AND back.disbursement_id = paid.log_position
                CROSS JOIN (VALUES (1), (2)) AS side (nth)
            ) AS moved;
    END CASE;
    IF movements IS NOT NULL THEN
        PERFORM ledger.write_entries(movements);
    END IF;
    RETURN NULL;
END
$$;

-- ledger/sql/functions/move_payments.sql
-- A payment uses up authority and takes cash out of the treasury. Payments of one voucher between
-- the same accounts share an entry of each side; their list is the voucher's own.
CREATE OR REPLACE FUNCTION ledger.move_payments()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    paid record;
    base bigint;
    last_line integer;
    movements ledger.movement [];
BEGIN
    SELECT
        few.*, count(*) OVER () AS payments,
        -- `post_disbursement` takes places for the entries, too: the last ones of the log, after
        -- those of a new voucher and of the payment, under the lock of its head.
        few.voucher_id = few.log_position - 1 AND (
            SELECT head.last_position = few.log_position + 2
            FROM ledger.book_head AS head
            WHERE head.book_id = few.book_id
        ) AS has_places
    INTO paid
    FROM (
        SELECT
            book_id, log_position, recorded_at, voucher_id, source_id, project_id, contract_id,
            amount, occurred_on
        FROM new_rows
        LIMIT 2
    ) AS few;
    IF paid.payments = 1 THEN
        -- What online posting writes, without the plan that sets need.
        IF paid.has_places THEN
            base := paid.log_position;
            last_line := 0;
        ELSE
            UPDATE ledger.book_head AS head
            SET
                last_position = head.last_position + 2,
                last_recorded_at = greatest(clock_timestamp(), head.last_recorded_at)
            WHERE head.book_id = paid.book_id
            RETURNING
                head.last_position - 2,
                (
                    SELECT coalesce(max(entry.line_number), 0)
                    FROM ledger.entry AS entry
                    WHERE entry.book_id = paid.book_id AND entry.voucher_id = paid.voucher_id
                )
            INTO STRICT base, last_line;
        END IF;
        INSERT INTO ledger.entry (
            book_id, log_position, recorded_at, voucher_id, line_number, side, source_id,
            credit_kind, credit_project_id, credit_contract_id,
            debit_kind, debit_project_id, debit_contract_id, amount, occurred_on
        )
        VALUES (
            paid.book_id, base + 1, paid.recorded_at, paid.voucher_id, last_line + 1, 'authority',
            paid.source_id,
            CASE WHEN paid.contract_id IS NULL THEN 'assigned' ELSE 'committed' END,
            paid.project_id, paid.contract_id,
            'disbursed', paid.project_id, paid.contract_id, paid.amount, paid.occurred_on
        ), (
            paid.book_id, base + 2, paid.recorded_at, paid.voucher_id, last_line + 2, 'cash',
            paid.source_id, 'treasury', NULL, NULL,
            'cash_out', paid.project_id, paid.contract_id, paid.amount, paid.occurred_on
        );
    ELSIF paid.payments > 1 THEN
        SELECT array_agg(moved.line ORDER BY moved.voucher_id, moved.nth) INTO movements
        FROM (
            SELECT
                summed.voucher_id,
                side.nth,
                CASE side.nth
                    WHEN 1 THEN (
                        summed.book_id, summed.voucher_id, 'authority', summed.source_id,
                        CASE WHEN summed.contract_id IS NULL THEN 'assigned' ELSE 'committed' END,
                        summed.project_id, summed.contract_id,
                        'disbursed', summed.project_id, summed.contract_id, summed.amount
                    )::ledger.movement
                    ELSE (
                        summed.book_id, summed.voucher_id, 'cash', summed.source_id,
                        'treasury', NULL, NULL,
                        'cash_out', summed.project_id, summed.contract_id, summed.amount
                    )::ledger.movement
                END AS line
            FROM (
                SELECT
                    book_id, voucher_id, source_id, project_id, contract_id,
                    sum(amount) AS amount
                FROM new_rows
                GROUP BY book_id, voucher_id, source_id, project_id, contract_id
            ) AS summed
            CROSS JOIN (VALUES (1), (2)) AS side (nth)
        ) AS moved;
        PERFORM ledger.write_entries(movements);
    END IF;
    RETURN NULL;
END
$$;

-- ledger/sql/functions/moved_goods.sql
-- What of donated goods went out and did not come back, and what was removed. Read in a FROM clause
-- it becomes part of the query that asks.
CREATE OR REPLACE FUNCTION ledger.moved_goods(of_book_id integer, of_goods_id bigint)
RETURNS TABLE (distributed numeric, removed numeric)
LANGUAGE sql
STABLE
AS $$
    SELECT
        coalesce(sum(
            CASE movement.kind
                WHEN 'distributed' THEN movement.quantity
                WHEN 'returned' THEN -movement.quantity
            END
        ), 0),
        coalesce(sum(movement.quantity) FILTER (WHERE movement.kind = 'removed'), 0)
    FROM ledger.donated_goods_movement AS movement
    WHERE movement.book_id = of_book_id AND movement.goods_id = of_goods_id;
$$;

-- ledger/sql/functions/not_received.sql
-- What was issued to a book until the end of a month (202403) and is not received in it: how many
-- documents, and what of their money is on its way, in yuan. They are addressed to this book, so
-- whoever reads its money is told, also where the book that issued them is out of reach.
CREATE OR REPLACE FUNCTION ledger.not_received(of_book_id integer, last_month integer)
RETURNS TABLE (documents bigint, amount numeric)
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    PERFORM ledger.check_power_in('money', of_book_id);
    RETURN QUERY
    SELECT count(*), coalesce(sum(transfer.in_transit), 0)
    FROM facts.transfer AS transfer
    INNER JOIN ledger.book AS book ON transfer.recipient_division_id = book.division_id
    WHERE book.book_id = of_book_id AND transfer.in_transit > 0
        AND ledger.month_of(transfer.issued_on) <= last_month;
END
$$;

-- ledger/sql/functions/note_access.sql
-- Records what the application alone knows of: what somebody takes out, and what was refused, also
-- to nobody; of these no more than a hundred an hour, or whoever has the application's password
-- could bury the others under them.
CREATE OR REPLACE FUNCTION ledger.note_access(
    of_kind text, of_book_id integer, of_subject text, what jsonb
)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    of_nobody bigint;
BEGIN
    IF of_kind NOT IN ('export', 'refused') THEN
        RAISE EXCEPTION 'accesses of the kind % are recorded where they happen', of_kind
        USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF of_kind = 'refused' AND ledger.acting_login() IS NULL THEN
        SELECT count(*) INTO of_nobody
        FROM ledger.access_record AS record
        WHERE record.login IS NULL AND record.kind = 'refused'
            AND record.recorded_at > clock_timestamp() - INTERVAL '1 hour';
        IF of_nobody >= 100 THEN
            PERFORM ledger.refuse(11, 'refusals_of_nobody', '{}'::jsonb);
        END IF;
    ELSE
        PERFORM ledger.check_signed_in();
    END IF;
    PERFORM ledger.record_access(of_kind, of_book_id, of_subject, what);
END
$$;

-- ledger/sql/functions/note_changes.sql
-- Notes the rows of `changed` that say something else than what is registered: a clerk who uses a
-- code again by mistake would otherwise rename what it stands for unseen. `compared` gives, for
-- each column of the noun's view, the column of the sheet it is told by.
CREATE OR REPLACE FUNCTION ledger.note_changes(noun text, compared jsonb)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    shown record;
BEGIN
    FOR shown IN SELECT key, value FROM jsonb_each_text(compared) LOOP
        EXECUTE format(
            $query$
            INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
            SELECT
                changed.sheet_number, changed.row_number, %3$L, 'registered_changes',
                jsonb_build_object(
                    'known', known.%2$I, 'given', changed.%2$I, 'since', changed.effective_on
                )
            FROM changed
            INNER JOIN facts.%1$I AS known
                ON changed.book_id = known.book_id AND changed.%4$I = known.%4$I
            WHERE changed.%2$I <> known.%2$I
            $query$,
            noun, shown.key, shown.value, noun || '_id'
        );
    END LOOP;
END
$$;

-- ledger/sql/functions/note_draft_step.sql
-- Writes a step of a draft, as it stands now, in the name of whoever acts.
CREATE OR REPLACE FUNCTION ledger.note_draft_step(of_draft_id bigint, of_step text, why text)
RETURNS void
LANGUAGE sql
SET search_path = ledger, pg_temp
AS $$
INSERT INTO ledger.draft_step (
    draft_id, step_number, recorded_at, recorded_by, step, fingerprint, reason
)
SELECT
    draft.draft_id,
    1 + (SELECT count(*) FROM ledger.draft_step AS taken WHERE taken.draft_id = draft.draft_id),
    clock_timestamp(), ledger.acting_login(), of_step, draft.fingerprint, why
FROM ledger.draft AS draft
WHERE draft.draft_id = of_draft_id;
$$;

-- ledger/sql/functions/note_reversed_postings.sql
-- Notes the rows of a table under way that were posted before and reversed since: they are passed
-- over, because the same reference never posts twice (promise 7), and the clerk has to know.
CREATE OR REPLACE FUNCTION ledger.note_reversed_postings(asking text, noun text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    EXECUTE format(
        $statement$
        INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
        SELECT
            asked.sheet_number, asked.row_number, 'external_reference', 'posted_and_reversed',
            '{}'::jsonb
        FROM %I AS asked
        INNER JOIN ledger.%I AS known
            ON asked.book_id = known.book_id
            AND asked.external_reference = known.external_reference
        WHERE EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = known.book_id AND undoing.reverses_id = known.voucher_id
        )
        $statement$,
        asking, noun
    );
END
$$;

-- ledger/sql/functions/note_sign_in.sql
-- Puts on record what became of an attempt to sign in, or of what proves a person. A login that
-- nobody has is not written down: it may be a password in the wrong field.
CREATE OR REPLACE FUNCTION ledger.note_sign_in(of_login text, what text)
RETURNS void
LANGUAGE sql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
INSERT INTO ledger.access_record (recorded_at, login, kind, book_id, subject, details)
SELECT
    clock_timestamp(),
    -- Who fails to prove who they are is nobody yet.
    CASE WHEN what NOT IN ('sign_in_failed', 'locked_out') THEN known.login END,
    what, NULL, coalesce(known.login, ''), '{}'::jsonb
FROM (VALUES (of_login)) AS typed (login)
LEFT JOIN ledger.user_account AS known ON typed.login = known.login;
$$;

-- ledger/sql/functions/offer_second_factor.sql
-- Keeps a secret for the acting person's codes, which counts once they have shown a code of it.
CREATE OR REPLACE FUNCTION ledger.offer_second_factor(offered bytea)
RETURNS void
LANGUAGE sql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
INSERT INTO ledger.second_factor AS factor (login, sealed, last_step)
SELECT presented.login, offered, 0
FROM ledger.presented_session() AS presented
WHERE presented.purpose = 'work'
ON CONFLICT (login) DO UPDATE SET sealed = excluded.sealed
WHERE factor.confirmed_at IS NULL;
$$;

-- ledger/sql/functions/open_book.sql
-- Opens a division's book, or answers with the one it has.
CREATE OR REPLACE FUNCTION ledger.open_book(of_division_id text, author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    opened integer;
BEGIN
    INSERT INTO ledger.book (division_id, opened_at, opened_by)
    VALUES (of_division_id, clock_timestamp(), author)
    ON CONFLICT (division_id) DO NOTHING
    RETURNING book_id INTO opened;
    IF opened IS NULL THEN
        SELECT book_id INTO STRICT opened FROM ledger.book WHERE division_id = of_division_id;
    ELSE
        INSERT INTO ledger.book_head (book_id, last_position, last_recorded_at)
        VALUES (opened, 0, clock_timestamp());
        -- A right at a division reaches its book; one above it with the subtree, too; a township
        -- has none of its own and reaches its county's.
        INSERT INTO ledger.book_reach (division_id, book_id, own)
        SELECT reaching.division_id, opened, reaching.division_id = place.division_id
        FROM ledger.division AS place
        INNER JOIN ledger.division AS reaching ON starts_with(place.path, reaching.path)
        WHERE place.division_id = of_division_id
        UNION ALL
        SELECT township.division_id, opened, TRUE
        FROM ledger.division AS township
        WHERE township.parent_id = of_division_id AND township.level = 'township';
    END IF;
    RETURN opened;
END
$$;

-- ledger/sql/functions/open_payment_vouchers.sql
-- Opens the vouchers of a slice of payments. Payments of a batch and day share one, whichever slice
-- they come in; a payment without a batch has its own, in `own_voucher`. Where no purpose is given,
-- the voucher is told by the number of its batch or payment.
CREATE OR REPLACE FUNCTION ledger.open_payment_vouchers(author text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    UPDATE paid_batch SET voucher_id = sibling.voucher_id, recorded_at = sibling.recorded_at
    FROM (
        SELECT DISTINCT book_id, occurred_on, batch_no, voucher_id, recorded_at
        FROM paid_batch
        WHERE voucher_id IS NOT NULL AND batch_no IS NOT NULL
    ) AS sibling
    WHERE paid_batch.voucher_id IS NULL AND paid_batch.book_id = sibling.book_id
        AND paid_batch.occurred_on = sibling.occurred_on
        AND paid_batch.batch_no = sibling.batch_no;

    CREATE TEMPORARY TABLE wanted_voucher AS
    SELECT
        batch.book_id, batch.occurred_on, batch.batch_no, batch.import_id,
        coalesce(min(batch.purpose), batch.batch_no) AS summary, min(rows_of.ordinal) AS ordinal
    FROM paid_batch AS batch
    INNER JOIN (
        SELECT batch, min(sheet_number::bigint * 4294967296 + row_number) AS ordinal
        FROM staged_disbursements
        GROUP BY batch
    ) AS rows_of ON batch.batch = rows_of.batch
    WHERE batch.batch_no IS NOT NULL AND batch.voucher_id IS NULL
    GROUP BY batch.book_id, batch.occurred_on, batch.batch_no, batch.import_id
    UNION ALL
    SELECT
        batch.book_id, batch.occurred_on, NULL, batch.import_id,
        coalesce(batch.purpose, staged.external_reference),
        staged.sheet_number::bigint * 4294967296 + staged.row_number
    FROM paid_batch AS batch
    INNER JOIN staged_disbursements AS staged ON batch.batch = staged.batch
    WHERE batch.batch_no IS NULL;

    CREATE TEMPORARY TABLE opened_voucher AS
    SELECT wanted.*, opened.voucher_id, opened.recorded_at
    FROM ledger.open_vouchers((
        SELECT array_agg((
            ordinal, book_id, 'disbursement', occurred_on, 'day', summary, author,
            import_id, NULL, NULL
        )::ledger.voucher_request)
        FROM wanted_voucher
    )) AS opened
    INNER JOIN wanted_voucher AS wanted ON opened.ordinal = wanted.ordinal;

    UPDATE paid_batch SET voucher_id = opened.voucher_id, recorded_at = opened.recorded_at
    FROM opened_voucher AS opened
    WHERE paid_batch.book_id = opened.book_id AND paid_batch.occurred_on = opened.occurred_on
        AND paid_batch.batch_no = opened.batch_no;
    TRUNCATE own_voucher;
    INSERT INTO own_voucher (sheet_number, row_number, voucher_id, recorded_at)
    SELECT ordinal / 4294967296, ordinal % 4294967296, voucher_id, recorded_at
    FROM opened_voucher
    WHERE batch_no IS NULL;
    INSERT INTO staged_voucher
    SELECT book_id, voucher_id, ordinal / 4294967296, ordinal % 4294967296
    FROM opened_voucher;
    DROP TABLE wanted_voucher, opened_voucher;
END
$$;

-- ledger/sql/functions/open_provider_session.sql
-- Opens a session for whom the organisation's identity provider has spoken; an account is needed
-- here that names them there. Whoever switched a second factor on is asked for it all the same.
CREATE OR REPLACE FUNCTION ledger.open_provider_session(
    of_issuer text, of_subject text, door bytea, token bytea, forms text, seen_address text,
    seen_agent text
)
RETURNS TABLE (outcome text, locked_until timestamptz, purpose text)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    linked text;
BEGIN
    IF NOT ledger.is_door_key(door) THEN
        outcome := 'no_door_key';
        RETURN NEXT;
        RETURN;
    END IF;
    SELECT secret.login INTO linked
    FROM ledger.user_secret AS secret
    INNER JOIN ledger.user_account AS account ON secret.login = account.login
    WHERE secret.issuer = of_issuer AND secret.subject = of_subject
        AND account.disabled_at IS NULL;
    IF linked IS NULL THEN
        PERFORM ledger.note_sign_in(left(of_subject, 64), 'sign_in_failed');
        outcome := 'not_linked';
    ELSE
        outcome := 'right';
        purpose := ledger.purpose_of_sign_in(linked, FALSE, FALSE);
        PERFORM ledger.begin_session(linked, purpose, token, forms, seen_address, seen_agent);
    END IF;
    RETURN NEXT;
END
$$;

-- ledger/sql/functions/open_row_vouchers.sql
-- Opens a voucher for each row of a set that is not posted yet, takes the others out, and gives
-- each row its place in the log after the vouchers, at the moment of its own: nobody can ask for a
-- moment that knows the voucher and not its row. The set has ordinal, book_id, import_id, event,
-- occurred_on, occurred_on_precision, summary and already; it gets voucher_id.
CREATE OR REPLACE FUNCTION ledger.open_row_vouchers(set_of_rows text, author text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    EXECUTE format(
        $query$
        DELETE FROM %1$I WHERE already;
        ALTER TABLE %1$I ADD COLUMN voucher_id bigint, ADD COLUMN opened_at timestamptz;
        UPDATE %1$I AS asked SET voucher_id = opened.voucher_id, opened_at = opened.recorded_at
        FROM ledger.open_vouchers((
            SELECT array_agg((
                ordinal, book_id, event, occurred_on, occurred_on_precision, summary, %2$L,
                import_id, NULL, NULL
            )::ledger.voucher_request)
            FROM %1$I
        )) AS opened
        WHERE asked.ordinal = opened.ordinal;
        INSERT INTO staged_voucher (book_id, voucher_id, sheet_number, row_number)
        SELECT book_id, voucher_id, sheet_number, row_number FROM %1$I;
        $query$,
        set_of_rows, author
    );
    PERFORM ledger.place_rows(set_of_rows);
    EXECUTE format('UPDATE %I SET recorded_at = opened_at', set_of_rows);
END
$$;

-- ledger/sql/functions/open_session.sql
-- Opens a session for a login and the argon2id hash of its password. Outcomes are told, not
-- raised: an error would take the count back, and its text would stand in the server's log.
CREATE OR REPLACE FUNCTION ledger.open_session(
    of_login text, proof bytea, door bytea, token bytea, forms text, seen_address text,
    seen_agent text
)
RETURNS TABLE (outcome text, locked_until timestamptz, purpose text)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    IF NOT ledger.is_door_key(door) THEN
        outcome := 'no_door_key';
        RETURN NEXT;
        RETURN;
    END IF;
    SELECT proved.outcome, proved.locked_until INTO outcome, locked_until
    FROM ledger.prove_password(of_login, proof) AS proved;
    IF outcome = 'right' THEN
        purpose := ledger.purpose_of_sign_in(of_login, FALSE, TRUE);
        PERFORM ledger.begin_session(of_login, purpose, token, forms, seen_address, seen_agent);
    END IF;
    RETURN NEXT;
END
$$;

-- ledger/sql/functions/open_staged_books.sql
-- Opens and locks, in order, the books that staged rows name and that the import has not met yet,
-- and records the import in each of them. The first time it also ends the staging: what is staged
-- by then is digested, and only streamed sheets take rows after it. Rows of a book that is not
-- opened are not posted: which are open is digested, too.
CREATE OR REPLACE FUNCTION ledger.open_staged_books(staging_tables text[], streamed text[])
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    staging_table text;
BEGIN
    IF NOT EXISTS (SELECT FROM staged_import) THEN
        RAISE EXCEPTION 'no import is under way';
    END IF;
    IF NOT (SELECT frozen FROM staged_import) THEN
        PERFORM ledger.end_staging(streamed);
    END IF;
    FOREACH staging_table IN ARRAY staging_tables LOOP
        EXECUTE format(
            'INSERT INTO staged_book (division_id) SELECT DISTINCT book FROM %I'
            ' ON CONFLICT DO NOTHING', staging_table
        );
    END LOOP;
    PERFORM ledger.check_staged_places();
    INSERT INTO staged_digest (digest)
    SELECT sha256(convert_to(
        coalesce(string_agg(division_id, ' ' ORDER BY division_id), ''), 'UTF8'
    ))
    FROM staged_book;
    UPDATE staged_book SET book_id = ledger.open_book(staged_book.division_id, import.author)
    FROM staged_import AS import
    WHERE staged_book.book_id IS NULL;

    WITH taken AS MATERIALIZED (
        SELECT * FROM ledger.reserve_positions((
            SELECT array_agg(book_id) FROM staged_book WHERE import_id IS NULL
        ))
    ),
    recorded AS (
        INSERT INTO ledger.import_batch (
            book_id, log_position, recorded_at, recorded_by, file_name, file_sha256, partial,
            draft_id, reviewed_by, posted_by
        )
        SELECT
            taken.book_id, taken.base + 1, taken.recorded_at, import.author, import.file_name,
            import.file_sha256, import.partial, import.draft_id, import.reviewed_by,
            import.posted_by
        FROM taken
        CROSS JOIN staged_import AS import
        RETURNING book_id, log_position
    )
    UPDATE staged_book SET import_id = recorded.log_position
    FROM recorded
    WHERE staged_book.book_id = recorded.book_id;
END
$$;

-- ledger/sql/functions/open_vouchers.sql
-- Opens the vouchers asked for and numbers them 1..n in their book and month (promise 4).
-- The counter is advanced under the lock of the book's head, in the transaction that posts: a
-- rollback or a kill gives the number back.
CREATE OR REPLACE FUNCTION ledger.open_vouchers(requests ledger.voucher_request[])
RETURNS TABLE (
    ordinal bigint, book_id integer, voucher_id bigint, recorded_at timestamptz
)
LANGUAGE plpgsql
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH request AS MATERIALIZED (
        SELECT asked.*, ledger.month_of(asked.occurred_on) AS period
        FROM unnest(requests) AS asked
    ),
    counted AS MATERIALIZED (
        SELECT request.book_id, count(*) AS n
        FROM request
        GROUP BY request.book_id
    ),
    wanted AS MATERIALIZED (
        SELECT array_agg(counted.book_id) AS book_ids, array_agg(counted.n) AS counts
        FROM counted
    ),
    taken AS MATERIALIZED (
        SELECT positions.*
        FROM wanted
        CROSS JOIN LATERAL ledger.take_positions(wanted.book_ids, wanted.counts) AS positions
    ),
    monthly AS MATERIALIZED (
        SELECT request.book_id, request.period, count(*)::integer AS n
        FROM request
        -- The join makes the lock come before the counter.
        INNER JOIN taken ON request.book_id = taken.book_id
        GROUP BY request.book_id, request.period
    ),
    counter AS (
        INSERT INTO ledger.voucher_counter AS existing (book_id, period, last_number)
        SELECT monthly.book_id, monthly.period, monthly.n
        FROM monthly
        ORDER BY monthly.book_id, monthly.period
        ON CONFLICT (book_id, period)
        DO UPDATE SET last_number = existing.last_number + excluded.last_number
        RETURNING existing.book_id, existing.period, existing.last_number
    ),
    numbered AS MATERIALIZED (
        SELECT
            request.*,
            taken.recorded_at,
            taken.base + row_number() OVER (
                PARTITION BY request.book_id ORDER BY request.ordinal
            ) AS log_position,
            counter.last_number - monthly.n + row_number() OVER (
                PARTITION BY request.book_id, request.period ORDER BY request.ordinal
            ) AS number
        FROM request
        INNER JOIN taken ON request.book_id = taken.book_id
        INNER JOIN monthly
            ON request.book_id = monthly.book_id AND request.period = monthly.period
        INNER JOIN counter
            ON request.book_id = counter.book_id AND request.period = counter.period
    ),
    written AS (
        INSERT INTO ledger.voucher (
            book_id, log_position, recorded_at, period, number, event, occurred_on,
            date_precision, summary, recorded_by, import_id, reverses_id, reversal_reason
        )
        SELECT
            numbered.book_id, numbered.log_position, numbered.recorded_at, numbered.period,
            numbered.number, numbered.event, numbered.occurred_on,
            coalesce(numbered.date_precision, 'day'), numbered.summary, numbered.recorded_by,
            numbered.import_id, numbered.reverses_id, numbered.reversal_reason
        FROM numbered
    )
    SELECT
        numbered.ordinal, numbered.book_id, numbered.log_position, numbered.recorded_at
    FROM numbered;
END
$$;

-- ledger/sql/functions/opening_day.sql
-- The day on which a book began here with opening balances; null where it has none.
CREATE OR REPLACE FUNCTION ledger.opening_day(of_book_id integer)
RETURNS date
LANGUAGE sql
STABLE
AS $$
    SELECT opening.occurred_on
    FROM ledger.voucher AS opening
    WHERE opening.book_id = of_book_id AND opening.event = 'opening'
        AND NOT EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = opening.book_id
                AND undoing.reverses_id = opening.log_position
        )
    LIMIT 1;
$$;

-- ledger/sql/functions/own_powers.sql
-- What whoever acts may do at all, wherever that is.
CREATE OR REPLACE FUNCTION ledger.own_powers()
RETURNS text[]
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    RETURN coalesce((
        SELECT array_agg(DISTINCT held.power)
        FROM ledger.power_held AS held
        WHERE held.login = ledger.acting_login()
    ), '{}');
END
$$;

-- ledger/sql/functions/paid_of_claim.sql
-- What was paid of a claim and did not bounce, in yuan; payments that were reversed do not count.
CREATE OR REPLACE FUNCTION ledger.paid_of_claim(of_book_id integer, under_claim_id bigint)
RETURNS numeric
LANGUAGE sql
STABLE
AS $$
    SELECT coalesce(
        sum(paid.amount - ledger.bounced_of_payment(paid.book_id, paid.log_position)), 0
    )
    FROM ledger.disbursement AS paid
    WHERE paid.book_id = of_book_id AND paid.claim_id = under_claim_id
        AND NOT EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = paid.book_id AND undoing.reverses_id = paid.voucher_id
        );
$$;

-- ledger/sql/functions/pairs_by_payee.sql
-- Unmatched lines and movements of one amount and one payee, and how many days they are apart. A
-- payee is told by the account; by the name where one of the accounts is not known; cash that came
-- or went under a document, by that document.
CREATE OR REPLACE FUNCTION ledger.pairs_by_payee(days integer)
RETURNS TABLE (line_id bigint, movement bigint, apart integer)
LANGUAGE sql
SET search_path = ledger, pg_temp
AS $$
SELECT alike.line_id, alike.movement, abs(alike.line_on - alike.moved_on)
FROM (
    SELECT line.line_id, moved.movement, line.occurred_on AS line_on, moved.occurred_on AS moved_on
    FROM open_line AS line
    INNER JOIN open_movement AS moved
        ON line.account = moved.account
        AND line.direction = moved.direction AND line.amount = moved.amount
    UNION
    SELECT line.line_id, moved.movement, line.occurred_on, moved.occurred_on
    FROM open_line AS line
    INNER JOIN open_movement AS moved
        ON line.name = moved.name
        AND line.direction = moved.direction AND line.amount = moved.amount
    WHERE line.account IS NULL OR moved.account IS NULL
    UNION
    SELECT line.line_id, moved.movement, line.occurred_on, moved.occurred_on
    FROM open_line AS line
    INNER JOIN open_movement AS moved
        ON line.document_no = moved.document_no
        AND line.direction = moved.direction AND line.amount = moved.amount
) AS alike
WHERE abs(alike.line_on - alike.moved_on) <= days AND NOT EXISTS (
    SELECT FROM parted
    WHERE parted.line_id = alike.line_id AND parted.movement = alike.movement
);
$$;

-- ledger/sql/functions/pass_over_posted.sql
-- Tells the rows of a set that are posted already, as `pass_over_recorded` does, and notes those
-- that were reversed since.
CREATE OR REPLACE FUNCTION ledger.pass_over_posted(
    set_of_rows text, noun text, column_of_it text, compared jsonb
)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    PERFORM ledger.pass_over_recorded(set_of_rows, noun, column_of_it, compared);
    PERFORM ledger.note_reversed_postings(set_of_rows, noun);
END
$$;

-- ledger/sql/functions/pass_over_recorded.sql
-- Tells the rows of a set that are on record already, by the column that names them (promise 7):
-- those that say the same are marked `already`, those that say something else are named. `compared`
-- gives, for each column of the noun that must agree, the column of the sheet that it is told by;
-- an empty cell is not compared. What the ledger has is said with it, but for positions and hashes,
-- which say nothing to people.
CREATE OR REPLACE FUNCTION ledger.pass_over_recorded(
    set_of_rows text, noun text, column_of_it text, compared jsonb,
    named_by text DEFAULT 'external_reference'
)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    differing text;
BEGIN
    SELECT string_agg(
        format(
            'CASE WHEN asked.%1$I <> known.%1$I'
            || ' OR (asked.%1$I IS NOT NULL AND known.%1$I IS NULL)'
            || ' THEN concat_ws(''='', %2$L, %3$s) END',
            key, value,
            CASE
                WHEN key LIKE '%\_id' OR key LIKE '%\_hash' THEN 'NULL'
                ELSE format('known.%I', key)
            END
        ),
        ', ' ORDER BY key
    ) INTO differing
    FROM jsonb_each_text(compared);
    EXECUTE format(
        $query$
        INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
        SELECT
            sheet_number, row_number, %3$L, 'same_reference_differs',
            jsonb_build_object('reference', %5$I, 'fields', fields)
        FROM (
            SELECT asked.*, concat_ws(E'\n', %4$s) AS fields
            FROM %1$I AS asked
            INNER JOIN ledger.%2$I AS known
                ON asked.book_id = known.book_id AND asked.%5$I = known.%5$I
        ) AS found
        WHERE fields <> ''
        $query$,
        set_of_rows, noun, column_of_it, differing, named_by
    );
    EXECUTE format(
        $query$
        UPDATE %1$I AS asked SET already = TRUE
        FROM ledger.%2$I AS known
        WHERE asked.book_id = known.book_id AND asked.%3$I = known.%3$I
        $query$,
        set_of_rows, noun, named_by
    );
END
$$;

-- ledger/sql/functions/pass_second_factor.sql
-- Turns a session that waits for a code into one to work with, under a new token. Wrong codes count
-- like wrong passwords.
CREATE OR REPLACE FUNCTION ledger.pass_second_factor(
    door bytea, step bigint, recovery bytea, token bytea, forms text
)
RETURNS TABLE (outcome text, locked_until timestamptz, purpose text)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    waiting record;
BEGIN
    SELECT session.login, session.token_sha256, session.address, session.agent INTO waiting
    FROM ledger.presented_session() AS presented
    INNER JOIN ledger.web_session AS session ON presented.token_sha256 = session.token_sha256
    WHERE presented.purpose = 'second_factor';
    IF NOT FOUND OR NOT ledger.is_door_key(door) THEN
        outcome := CASE WHEN waiting IS NULL THEN 'no_session' ELSE 'no_door_key' END;
        RETURN NEXT;
        RETURN;
    END IF;
    locked_until := ledger.locked_until(waiting.login);
    IF locked_until IS NOT NULL THEN
        outcome := 'locked';
    ELSIF ledger.take_code(waiting.login, step, recovery) THEN
        outcome := 'right';
        purpose := ledger.purpose_of_sign_in(waiting.login, TRUE, TRUE);
        DELETE FROM ledger.web_session AS session
        WHERE session.token_sha256 = waiting.token_sha256;
        PERFORM ledger.begin_session(
            waiting.login, purpose, token, forms, waiting.address, waiting.agent
        );
    ELSE
        locked_until := ledger.count_wrong(waiting.login);
        outcome := 'wrong';
    END IF;
    RETURN NEXT;
END
$$;

-- ledger/sql/functions/password_parameters.sql
-- With what a login's password is hashed before it is compared. Of a login that nobody has it is a
-- salt of its own, always the same, so that the answer does not tell who may sign in.
CREATE OR REPLACE FUNCTION ledger.password_parameters(
    of_login text, default_passes integer, default_memory_kib integer, default_lanes integer
)
RETURNS TABLE (salt bytea, passes integer, memory_kib integer, lanes integer)
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
SELECT
    coalesce(secret.salt, substr(sha256(door.salt_secret || convert_to(of_login, 'UTF8')), 1, 16)),
    coalesce(secret.passes, default_passes),
    coalesce(secret.memory_kib, default_memory_kib),
    coalesce(secret.lanes, default_lanes)
FROM ledger.door_key AS door
LEFT JOIN ledger.user_secret AS secret ON secret.login = of_login;
$$;

-- ledger/sql/functions/payee_refusal.sql
-- Why a payee may not be paid under a contract or a claim on a day: the code of the problem, or
-- null. A contract is paid to its supplier, or to whom a payee substitution names by then; a claim
-- to the payee it names, if it names one.
CREATE OR REPLACE FUNCTION ledger.payee_refusal(
    of_book_id integer, under_contract_id bigint, under_claim_id bigint, to_payee_id bigint,
    on_day date
)
RETURNS text
LANGUAGE sql
STABLE
AS $$
    SELECT CASE
        WHEN under_contract_id IS NOT NULL
            AND NOT EXISTS (
                SELECT
                FROM (
                    SELECT version.payee_id
                    FROM ledger.contract AS version
                    WHERE version.book_id = of_book_id
                        AND version.log_position = under_contract_id
                    UNION
                    SELECT version.payee_id
                    FROM ledger.contract AS version
                    WHERE version.book_id = of_book_id
                        AND version.contract_id = under_contract_id
                        AND version.log_position <> version.contract_id
                    UNION
                    SELECT substitution.payee_id
                    FROM ledger.payee_substitution AS substitution
                    WHERE substitution.book_id = of_book_id
                        AND substitution.contract_id = under_contract_id
                        AND substitution.occurred_on <= on_day
                ) AS entitled
                WHERE ledger.is_same_party(of_book_id, entitled.payee_id, to_payee_id)
            )
            THEN 'payee_not_of_contract'
        WHEN EXISTS (
            SELECT
            FROM ledger.claim AS claim
            WHERE claim.book_id = of_book_id AND claim.log_position = under_claim_id
                AND claim.payee_name IS NOT NULL
                AND NOT EXISTS (
                    SELECT
                    FROM ledger.payee AS payee
                    WHERE payee.book_id = of_book_id AND payee.name = claim.payee_name
                        AND (
                            payee.log_position = to_payee_id
                            OR (
                                payee.payee_id = to_payee_id
                                AND payee.log_position <> payee.payee_id
                            )
                        )
                )
        )
            THEN 'payee_not_of_claim'
    END;
$$;

-- ledger/sql/functions/payment_grounds.sql
-- What is said of a contract and a claim where a payment under them is refused.
CREATE OR REPLACE FUNCTION ledger.payment_grounds(
    of_book_id integer, under_contract_id bigint, under_claim_id bigint
)
RETURNS jsonb
LANGUAGE sql
STABLE
AS $$
    SELECT jsonb_build_object(
        'contract', contract.contract_code,
        'supplier', supplier.name,
        'claim', claim.claim_code,
        'payee', claim.payee_name,
        'project_of_claim', project.project_code,
        'contract_of_claim', contract_of_claim.contract_code,
        'decided_on', decision.occurred_on,
        'reason', decision.reason
    )
    FROM (VALUES (of_book_id)) AS book (book_id)
    LEFT JOIN ledger.contract AS contract
        ON book.book_id = contract.book_id AND contract.log_position = under_contract_id
    LEFT JOIN ledger.payee AS supplier
        ON contract.book_id = supplier.book_id AND contract.payee_id = supplier.log_position
    LEFT JOIN ledger.claim AS claim
        ON book.book_id = claim.book_id AND claim.log_position = under_claim_id
    LEFT JOIN ledger.project AS project
        ON claim.book_id = project.book_id AND claim.project_id = project.log_position
    LEFT JOIN ledger.contract AS contract_of_claim
        ON claim.book_id = contract_of_claim.book_id
        AND claim.contract_id = contract_of_claim.log_position
    LEFT JOIN ledger.claim_step AS decision
        ON claim.book_id = decision.book_id AND claim.log_position = decision.claim_id
        AND decision.step IN ('approved', 'returned');
$$;

-- ledger/sql/functions/personal_data_in.sql
-- The kinds of personal data in a text that is made public: ID numbers, bank accounts, mobile
-- numbers, a person's disease or degree of disability. Empty where there is none; null of no text.
CREATE OR REPLACE FUNCTION ledger.personal_data_in(words text)
RETURNS text
LANGUAGE sql
IMMUTABLE
STRICT
SET search_path = ledger, pg_temp
AS $$
    SELECT concat_ws(
        ',',
        CASE
            WHEN words ~ '(^|[^0-9])[1-9][0-9]{16}[0-9Xx]([^0-9Xx]|$)' THEN 'identity'
        END,
        CASE
            WHEN words ~ '(^|[^0-9])[1-9]([0-9]{15}|[0-9]{16}|[0-9]{18})([^0-9Xx]|$)'
                THEN 'account'
        END,
        CASE WHEN words ~ '(^|[^0-9])1[3-9][0-9]{9}([^0-9]|$)' THEN 'phone' END,
        CASE
            WHEN words ~ '[一二三四]级(残疾|肢残)|残疾[一二三四]级|残疾等级|残疾证号|患有|癌|尿毒症'
                OR words ~ '白血病|精神障碍|精神病|艾滋|确诊'
                THEN 'health'
        END
    )
$$;

-- ledger/sql/functions/place_new_rows.sql
-- Leaves the rows of a set that can be recorded, and gives each its place in the log of its book:
-- those that something was said of, and those on record already, are taken out.
CREATE OR REPLACE FUNCTION ledger.place_new_rows(set_of_rows text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    PERFORM ledger.drop_faulty_rows(set_of_rows);
    EXECUTE format('DELETE FROM %I WHERE already', set_of_rows);
    PERFORM ledger.place_rows(set_of_rows);
END
$$;

-- ledger/sql/functions/place_rows.sql
-- Gives each row of a set its place in the log of its book: the columns log_position and
-- recorded_at, in the order of the file.
CREATE OR REPLACE FUNCTION ledger.place_rows(set_of_rows text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    EXECUTE format(
        $query$
        ALTER TABLE %1$I ADD COLUMN log_position bigint, ADD COLUMN recorded_at timestamptz;
        WITH taken AS MATERIALIZED (
            SELECT * FROM ledger.reserve_positions((SELECT array_agg(book_id) FROM %1$I))
        ),
        placed AS (
            SELECT
                asked.ctid AS place, taken.recorded_at,
                taken.base + row_number() OVER (
                    PARTITION BY asked.book_id ORDER BY asked.sheet_number, asked.row_number
                ) AS log_position
            FROM %1$I AS asked
            INNER JOIN taken ON asked.book_id = taken.book_id
        )
        UPDATE %1$I AS asked
        SET log_position = placed.log_position, recorded_at = placed.recorded_at
        FROM placed
        WHERE asked.ctid = placed.place;
        $query$,
        set_of_rows
    );
END
$$;

-- ledger/sql/functions/plans_go_astray.sql
-- Whether an import of many rows meets a table that the planner takes to be empty while it has
-- pages: statistics made after a trial was undone say so. Joins would be planned for a row or none,
-- each row of the one going through all rows of the other.
CREATE OR REPLACE FUNCTION ledger.plans_go_astray()
RETURNS boolean
LANGUAGE sql
STABLE
SET search_path = ledger, pg_temp
AS $$
SELECT
    -- A mebibyte is some thousand rows.
    (
        SELECT sum(pg_relation_size(staged.oid)) > 1 << 20
        FROM pg_class AS staged
        WHERE staged.relnamespace = pg_my_temp_schema() AND staged.relkind = 'r'
    )
    AND EXISTS (
        SELECT FROM pg_class AS relation
        WHERE relation.relnamespace = 'ledger'::regnamespace AND relation.relkind = 'r'
            AND relation.reltuples = 0 AND relation.relpages > 0
    );
$$;

-- ledger/sql/functions/pool_planned_money.sql
-- Posts what the pooled rows of `planning` change: into the pool, or back out of it, version by
-- version in the order of their numbers.
CREATE OR REPLACE FUNCTION ledger.pool_planned_money(author text)
RETURNS integer
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE pooling AS
    WITH version AS MATERIALIZED (
        SELECT
            book_id, plan_code, version_number, plan_id, occurred_on,
            min(import_id) AS import_id, min(sheet_number) AS sheet_number,
            min(row_number) AS row_number
        FROM planning
        GROUP BY book_id, plan_code, version_number, plan_id, occurred_on
    ),
    pooled_before AS MATERIALIZED (
        SELECT
            plan.book_id, plan.plan_code, done.source_id,
            sum(CASE done.direction WHEN 'into_pool' THEN done.amount ELSE -done.amount END)
                AS amount
        FROM (SELECT DISTINCT book_id, plan_code FROM version) AS named
        INNER JOIN ledger.integration_plan AS plan
            ON named.book_id = plan.book_id AND named.plan_code = plan.plan_code
        INNER JOIN ledger.integration AS done
            ON plan.book_id = done.book_id AND plan.log_position = done.plan_id
        WHERE NOT EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = done.book_id AND undoing.reverses_id = done.voucher_id
        )
        GROUP BY plan.book_id, plan.plan_code, done.source_id
    ),
    -- A source that a version leaves out is pooled no longer.
    concerned AS (
        SELECT book_id, plan_code, source_id FROM pooled_before
        UNION
        SELECT book_id, plan_code, source_id FROM planning WHERE item_kind = 'pooled'
    ),
    compared AS (
        SELECT
            version.book_id, version.plan_code, version.plan_id, version.import_id,
            version.occurred_on, concerned.source_id,
            coalesce(listed.sheet_number, version.sheet_number) AS sheet_number,
            coalesce(listed.row_number, version.row_number) AS row_number,
            coalesce(listed.amount, 0) AS amount,
            coalesce(
                lag(coalesce(listed.amount, 0)) OVER (
                    PARTITION BY version.book_id, version.plan_code, concerned.source_id
                    ORDER BY version.version_number
                ),
                pooled_before.amount,
                0
            ) AS before
        FROM version
        INNER JOIN concerned
            ON version.book_id = concerned.book_id AND version.plan_code = concerned.plan_code
        LEFT JOIN planning AS listed
            ON version.book_id = listed.book_id AND version.plan_id = listed.plan_id
            AND concerned.source_id = listed.source_id AND listed.item_kind = 'pooled'
        LEFT JOIN pooled_before
            ON concerned.book_id = pooled_before.book_id
            AND concerned.plan_code = pooled_before.plan_code
            AND concerned.source_id = pooled_before.source_id
    )
    SELECT
        compared.*,
        row_number() OVER (
            ORDER BY compared.book_id, compared.plan_id, compared.source_id
        )::integer AS ordinal,
        compared.amount - compared.before AS change,
        'integration' AS event,
        'day' AS occurred_on_precision,
        compared.plan_code AS summary,
        FALSE AS already
    FROM compared
    WHERE compared.amount <> compared.before;

    PERFORM ledger.open_row_vouchers('pooling', author);
    INSERT INTO ledger.integration (
        book_id, log_position, recorded_at, voucher_id, import_row, plan_id, source_id,
        direction, amount, occurred_on
    )
    SELECT
        book_id, log_position, recorded_at, voucher_id, row_number, plan_id, source_id,
        CASE WHEN change > 0 THEN 'into_pool' ELSE 'out_of_pool' END, abs(change), occurred_on
    FROM pooling;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE pooling;
    RETURN posted;
END
$$;

-- ledger/sql/functions/post_disbursement.sql
-- Posts one payment with its voucher. The same external reference is answered with the payment
-- it already is, however often and from wherever it is sent (promise 7).
CREATE OR REPLACE FUNCTION ledger.post_disbursement(
    of_book_id integer, reference text, paid_on date, from_source_id bigint, for_project_id bigint,
    under_contract_id bigint, to_payee_id bigint, into_account_id bigint, paid_amount numeric,
    by_method text, approval_date date, payment_purpose text, author text,
    under_claim_id bigint DEFAULT NULL, of_stage text DEFAULT NULL,
    reissue_of_reference text DEFAULT NULL,
    OUT disbursement_id bigint, OUT voucher_id bigint, OUT posted boolean
)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
-- Planning anew for every payment costs as much as posting it.
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
    first_position bigint;
    written_at timestamptz;
    voucher_number integer;
    month integer := extract(YEAR FROM paid_on) * 100 + extract(MONTH FROM paid_on);
BEGIN
    -- The update is the lock, too: under it nobody else can post the same reference between the
    -- look and the posting. What `open_vouchers` does for sets costs more than one posting. Places
    -- for the two entries, which `move_payments` writes, are taken at once.
    UPDATE ledger.book_head
    SET
        last_position = last_position + 4,
        last_recorded_at = greatest(clock_timestamp(), last_recorded_at)
    WHERE book_id = of_book_id
    RETURNING last_position - 3, last_recorded_at INTO STRICT first_position, written_at;
    SELECT log_position, voucher_id, FALSE INTO disbursement_id, voucher_id, posted
    FROM ledger.disbursement
    WHERE book_id = of_book_id AND external_reference = reference;
    IF FOUND THEN
        -- Nothing was written: the positions are given back.
        UPDATE ledger.book_head
        SET last_position = last_position - 4
        WHERE book_id = of_book_id;
        RETURN;
    END IF;

    UPDATE ledger.voucher_counter SET last_number = last_number + 1
    WHERE book_id = of_book_id AND period = month
    RETURNING last_number INTO voucher_number;
    IF NOT FOUND THEN
        -- The first one of the month; the head's lock keeps others from writing it, too.
        INSERT INTO ledger.voucher_counter (book_id, period, last_number)
        VALUES (of_book_id, month, 1)
        RETURNING last_number INTO voucher_number;
    END IF;
    INSERT INTO ledger.voucher (
        book_id, log_position, recorded_at, period, number, event, occurred_on, date_precision,
        summary, recorded_by
    )
    VALUES (
        of_book_id, first_position, written_at, month, voucher_number, 'disbursement', paid_on,
        'day', coalesce(payment_purpose, ''), author
    );
    INSERT INTO ledger.disbursement (
        book_id, log_position, recorded_at, voucher_id, source_id, project_id, contract_id,
        claim_id, payee_id, bank_account_id, occurred_on, approved_on, amount,
        external_reference, stage, reissue_of, method, purpose
    )
    VALUES (
        of_book_id, first_position + 1, written_at, first_position, from_source_id,
        for_project_id, under_contract_id, under_claim_id, to_payee_id, into_account_id, paid_on,
        approval_date, paid_amount, reference, of_stage, reissue_of_reference, by_method,
        payment_purpose
    );
    disbursement_id := first_position + 1;
    voucher_id := first_position;
    posted := TRUE;
END
$$;

-- ledger/sql/functions/post_payments.sql
-- Posts a slice of payments with their vouchers.
CREATE OR REPLACE FUNCTION ledger.post_payments(author text)
RETURNS integer
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    PERFORM ledger.open_payment_vouchers(author);

    WITH counted AS MATERIALIZED (
        SELECT batch.book_id, sum(rows_of.n)::bigint AS n
        FROM (
            SELECT batch, count(*) AS n FROM staged_disbursements GROUP BY batch
        ) AS rows_of
        INNER JOIN paid_batch AS batch ON rows_of.batch = batch.batch
        GROUP BY batch.book_id
    ),
    taken AS MATERIALIZED (
        SELECT positions.*
        FROM (
            SELECT array_agg(counted.book_id) AS book_ids, array_agg(counted.n) AS counts
            FROM counted
        ) AS wanted
        CROSS JOIN LATERAL ledger.take_positions(wanted.book_ids, wanted.counts) AS positions
    )
    INSERT INTO ledger.disbursement (
        book_id, log_position, recorded_at, voucher_id, source_id, project_id, contract_id,
        claim_id, payee_id, bank_account_id, import_row, occurred_on, approved_on, period_from,
        attachment_count, amount, approval_limit, external_reference, payee_name, stage, reissue_of,
        method, cash_purpose, economic_class, purpose, approved_by, invoice_no, batch_no, evidence,
        salt
    )
    SELECT
        batch.book_id, placed.log_position, coalesce(batch.recorded_at, own.recorded_at),
        coalesce(batch.voucher_id, own.voucher_id), batch.source_id, batch.project_id,
        batch.contract_id, batch.claim_id, party.payee_id, party.bank_account_id, placed.row_number,
        batch.occurred_on, batch.approved_on, batch.period_from, placed.attachment_count,
        placed.amount, batch.approval_limit, placed.external_reference, party.payee_name,
        batch.stage, placed.reissue_of, batch.method, batch.cash_purpose,
        placed.economic_class, batch.purpose, batch.approved_by, placed.invoice_no, batch.batch_no,
        placed.evidence,
        CASE WHEN party.payee_name IS NOT NULL THEN gen_random_uuid() END
    FROM (
        -- Rows are put in order before they are joined to the many columns of their batch.
        SELECT
            staged.*,
            taken.base + row_number() OVER (
                PARTITION BY book_of.book_id ORDER BY staged.sheet_number, staged.row_number
            ) AS log_position
        FROM staged_disbursements AS staged
        INNER JOIN paid_batch AS book_of ON staged.batch = book_of.batch
        INNER JOIN taken ON book_of.book_id = taken.book_id
    ) AS placed
    INNER JOIN paid_batch AS batch ON placed.batch = batch.batch
    INNER JOIN paid_party AS party ON placed.party = party.party
    LEFT JOIN own_voucher AS own
        ON placed.sheet_number = own.sheet_number AND placed.row_number = own.row_number;
    GET DIAGNOSTICS posted = ROW_COUNT;
    RETURN posted;
END
$$;

-- ledger/sql/functions/post_staged.sql
-- Has a posting function post what is staged, in the name of the import's author. What can still
-- be staged at this moment is digested first, whatever it is: nothing is posted undigested. That it
-- was posted is digested, too: posted twice, not at all or in another order is another import.
CREATE OR REPLACE FUNCTION ledger.post_staged(posting_function text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    open_table text;
    posted integer;
    astray boolean := ledger.plans_go_astray();
BEGIN
    IF posting_function NOT LIKE 'import\_%'
        OR to_regprocedure(format('ledger.%I(text)', posting_function)) IS NULL
    THEN
        RAISE EXCEPTION 'no posting function is called %', posting_function;
    END IF;
    IF NOT EXISTS (SELECT FROM staged_import WHERE frozen) THEN
        RAISE EXCEPTION 'the staging has not ended, or the import has';
    END IF;
    FOR open_table IN
        SELECT relation.relname
        FROM pg_class AS relation
        WHERE relation.relnamespace = pg_my_temp_schema() AND relation.relkind = 'r'
            AND relation.relname <> 'staged_faulty'
            AND has_table_privilege('mingzhang_app', relation.oid, 'INSERT')
        ORDER BY relation.relname
    LOOP
        PERFORM ledger.digest_staged(open_table);
    END LOOP;
    INSERT INTO staged_digest (digest) VALUES (sha256(convert_to(posting_function, 'UTF8')));
    IF astray THEN
        PERFORM set_config('enable_nestloop', 'off', TRUE);
    END IF;
    EXECUTE format('SELECT ledger.%I(author) FROM staged_import', posting_function) INTO posted;
    IF astray THEN
        PERFORM ledger.count_rows_anew();
        PERFORM set_config('enable_nestloop', 'on', TRUE);
    END IF;
    RETURN posted;
END
$$;

-- ledger/sql/functions/post_take_backs.sql
-- Posts what the rows of one day take back or carry over; import_take_backs calls it.
CREATE OR REPLACE FUNCTION ledger.post_take_backs(of_day date, author text)
RETURNS integer
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE taking AS
    SELECT
        row_number() OVER (ORDER BY given.sheet_number, given.row_number)::integer AS ordinal,
        book.book_id,
        book.import_id,
        given.sheet_number,
        given.row_number,
        given.kind,
        given.kind AS event,
        given.document_no,
        given.new_document_no,
        given.occurred_on,
        'day' AS occurred_on_precision,
        given.source_document,
        given.source_line,
        given.project_code,
        coalesce(given.pooled, FALSE) AS pooled,
        given.amount,
        given.reason,
        given.evidence,
        coalesce(
            given.external_reference,
            concat_ws(
                '|', given.kind, given.document_no, given.source_document, given.source_line,
                given.project_code, CASE WHEN given.pooled THEN 'pooled' END
            )
        ) AS external_reference,
        concat_ws(' ', given.document_no, given.source_document, given.project_code) AS summary,
        NULL::bigint AS source_id,
        NULL::bigint AS project_id,
        NULL::bigint AS new_source_id,
        FALSE AS already
    FROM staged_take_backs AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    WHERE given.occurred_on = of_day;

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'pooled', 'pooled_and_project', '{}'::jsonb
    FROM taking
    WHERE pooled AND project_code IS NOT NULL
    UNION ALL
    SELECT sheet_number, row_number, 'new_document_no', 'new_document_of_take_back', '{}'::jsonb
    FROM taking
    WHERE kind = 'take_back' AND new_document_no IS NOT NULL;
    PERFORM ledger.report_repeated_references('taking', 'document_no');
    PERFORM ledger.resolve_sources('taking');
    PERFORM ledger.resolve_projects('taking');
    PERFORM ledger.pass_over_posted(
        'taking', 'take_back', 'document_no',
        '{"amount": "amount", "occurred_on": "occurred_on", "document_no": "document_no",
          "kind": "kind", "source_id": "source_document", "project_id": "project_code",
          "pooled": "pooled"}'
    );
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        taking.sheet_number, taking.row_number, 'occurred_on', 'take_back_before_arrival',
        jsonb_build_object('document', taking.source_document, 'arrived_on', source.occurred_on)
    FROM taking
    INNER JOIN ledger.source AS source
        ON taking.book_id = source.book_id AND taking.source_id = source.log_position
    INNER JOIN ledger.voucher AS voucher
        ON source.book_id = voucher.book_id AND source.voucher_id = voucher.log_position
    WHERE NOT taking.already
        AND taking.occurred_on < date_trunc(voucher.date_precision, source.occurred_on::timestamp);
    PERFORM ledger.drop_faulty_rows('taking');
    DELETE FROM taking
    WHERE source_id IS NULL OR (project_id IS NULL AND project_code IS NOT NULL);
    PERFORM ledger.report_unpostable_days('taking');

    PERFORM ledger.open_row_vouchers('taking', author);
    PERFORM ledger.carry_sources_over();
    INSERT INTO ledger.take_back (
        book_id, log_position, recorded_at, voucher_id, import_row, external_reference, kind,
        source_id, project_id, pooled, document_no, amount, new_source_id, occurred_on, reason,
        evidence
    )
    SELECT
        book_id, log_position, recorded_at, voucher_id, row_number, external_reference, kind,
        source_id, project_id, pooled, document_no, amount, new_source_id, occurred_on, reason,
        evidence
    FROM taking;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE taking;
    RETURN posted;
END
$$;

-- ledger/sql/functions/posted_before_opening.sql
-- A voucher that a book has from before a day, or an opening of another day; null if it has none.
-- With it the book cannot begin on that day. What was reversed does not count, nor the reversal.
CREATE OR REPLACE FUNCTION ledger.posted_before_opening(of_book_id integer, opened_on date)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = ledger, pg_temp
AS $$
    SELECT posted.period || '-' || posted.number
    FROM ledger.voucher AS posted
    WHERE posted.book_id = of_book_id AND posted.event <> 'reversal'
        AND (
            posted.occurred_on < opened_on
            OR (posted.event = 'opening' AND posted.occurred_on <> opened_on)
        )
        AND NOT EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = posted.book_id
                AND undoing.reverses_id = posted.log_position
        )
    ORDER BY posted.period, posted.number
    LIMIT 1;
$$;

-- ledger/sql/functions/presented_session.sql
-- The live session whose token was given with the transaction. The token itself has to be given:
-- who knows only its hash, as the database keeps it, has no session.
CREATE OR REPLACE FUNCTION ledger.presented_session()
RETURNS TABLE (token_sha256 bytea, login text, purpose text)
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
SELECT session.token_sha256, session.login, session.purpose
FROM ledger.begun_session AS session
WHERE session.token_sha256
    = sha256(convert_to(current_setting('mingzhang.session', TRUE), 'UTF8'));
$$;

-- ledger/sql/functions/prove_at_door.sql
-- Whether the acting person's password is right, asked by a program that has the door key: right,
-- wrong, locked, no_session or no_door_key; and whose session it is.
CREATE OR REPLACE FUNCTION ledger.prove_at_door(proof bytea, door bytea)
RETURNS TABLE (login text, token_sha256 bytea, outcome text, locked_until timestamptz)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    SELECT presented.login, presented.token_sha256 INTO login, token_sha256
    FROM ledger.presented_session() AS presented
    WHERE presented.purpose = 'work';
    IF login IS NULL THEN
        outcome := 'no_session';
    ELSIF NOT ledger.is_door_key(door) THEN
        outcome := 'no_door_key';
    ELSE
        SELECT proved.outcome, proved.locked_until INTO outcome, locked_until
        FROM ledger.prove_password(login, proof) AS proved;
    END IF;
    RETURN NEXT;
END
$$;

-- ledger/sql/functions/prove_password.sql
-- Whether a password, by its argon2id hash, is that of a person who may sign in: right, wrong or
-- locked. What is wrong counts; what is right does not yet forgive, for a code may be to come.
CREATE OR REPLACE FUNCTION ledger.prove_password(of_login text, proof bytea)
RETURNS TABLE (outcome text, locked_until timestamptz)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    locked_until := ledger.locked_until(of_login);
    IF locked_until IS NOT NULL THEN
        outcome := 'locked';
    ELSIF EXISTS (
        SELECT FROM ledger.user_secret AS secret
        INNER JOIN ledger.user_account AS account ON secret.login = account.login
        WHERE secret.login = of_login AND secret.verifier = sha256(proof)
            AND account.disabled_at IS NULL
    ) THEN
        outcome := 'right';
    ELSE
        locked_until := ledger.count_wrong(of_login);
        outcome := 'wrong';
    END IF;
    RETURN NEXT;
END
$$;

-- ledger/sql/functions/purpose_of_sign_in.sql
-- What a session of somebody whose password, or whose provider, has spoken for them is for.
CREATE OR REPLACE FUNCTION ledger.purpose_of_sign_in(
    of_login text, factor_passed boolean, by_password boolean
)
RETURNS text
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
SELECT CASE
    WHEN NOT factor_passed AND EXISTS (
        SELECT FROM ledger.second_factor AS factor
        WHERE factor.login = of_login AND factor.confirmed_at IS NOT NULL
    ) THEN 'second_factor'
    -- A password that somebody else made up bothers only who signs in with it.
    WHEN by_password AND secret.must_change THEN 'password_change'
    ELSE 'work'
END
FROM ledger.user_secret AS secret
WHERE secret.login = of_login;
$$;

-- ledger/sql/functions/record_access.sql
-- Puts on record what whoever acts did: functions of the owner alone say what that was. The book
-- may be told by its division among the details, and otherwise its division is put there, for
-- readers who see no book; one that is not there is none: what is recorded of an attempt to open it
-- must not fail.
CREATE OR REPLACE FUNCTION ledger.record_access(
    of_kind text, of_book_id integer, of_subject text, what jsonb
)
RETURNS void
LANGUAGE sql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
INSERT INTO ledger.access_record (recorded_at, login, kind, book_id, subject, details)
SELECT
    clock_timestamp(), ledger.acting_login(), of_kind, book.book_id, of_subject,
    what || CASE
        WHEN book.book_id IS NULL THEN '{}'::jsonb
        ELSE jsonb_build_object('division', book.division_id)
    END
FROM (SELECT) AS once
LEFT JOIN ledger.book AS book
    ON book.book_id = of_book_id
    OR (of_book_id IS NULL AND book.division_id = what ->> 'division');
$$;

-- ledger/sql/functions/refuse.sql
-- Raises a refusal that the application can put into words: the promise, a key and its details.
CREATE OR REPLACE FUNCTION ledger.refuse(promise integer, key text, details jsonb)
RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION USING
        ERRCODE = 'MZ' || lpad(promise::text, 3, '0'),
        MESSAGE = key,
        DETAIL = details::text;
END
$$;

-- ledger/sql/functions/refuse_backward_progress.sql
-- What was verified as done does not become less without a reason; nor before the contract was
-- signed.
CREATE OR REPLACE FUNCTION ledger.refuse_backward_progress()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    wrong record;
BEGIN
    SELECT compared.occurred_on, compared.percent INTO wrong
    FROM (
        SELECT
            report.*,
            contract.signed_on,
            lag(report.percent) OVER (
                PARTITION BY report.book_id, report.project_id, report.contract_id
                ORDER BY report.occurred_on
            ) AS before
        FROM ledger.progress_report AS report
        LEFT JOIN ledger.contract AS contract
            ON report.book_id = contract.book_id AND report.contract_id = contract.log_position
        WHERE (report.book_id, report.project_id) IN (SELECT book_id, project_id FROM new_rows)
    ) AS compared
    WHERE (compared.percent < compared.before AND compared.correction_reason IS NULL)
        OR compared.occurred_on < compared.signed_on
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger.refuse(13, 'progress_refused', to_jsonb(wrong));
    END IF;
    RETURN NULL;
END
$$;

-- ledger/sql/functions/refuse_change.sql
-- Promise 2: a posted fact is never changed or removed. A correction is a reversal or a version.
CREATE OR REPLACE FUNCTION ledger.refuse_change()
RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM ledger.refuse(
        2, 'facts_are_never_changed', jsonb_build_object('table', tg_table_name, 'action', tg_op)
    );
    RETURN NULL;
END
$$;

-- ledger/sql/functions/refuse_closed_day.sql
-- Promise 5, for dated events that move no money: their day, the column that the trigger names, may
-- not lie in a closed month. A later version of something may repeat a day that is on record.
CREATE OR REPLACE FUNCTION ledger.refuse_closed_day()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    refused record;
BEGIN
    IF NOT EXISTS (SELECT FROM ledger.period_closing) THEN
        RETURN NULL;
    END IF;
    SELECT dated.book_id, ledger.month_of(dated.occurred_on) AS period, dated.occurred_on
    INTO refused
    FROM (
        SELECT
            (told.fact ->> 'book_id')::integer AS book_id,
            min((told.fact ->> tg_argv[0])::date) AS occurred_on
        FROM (SELECT to_jsonb(new_rows) AS fact FROM new_rows) AS told
        WHERE tg_table_name <> 'notice' OR NOT EXISTS (
            SELECT FROM ledger.notice AS before
            WHERE before.book_id = (told.fact ->> 'book_id')::integer
                AND before.notice_id = (told.fact ->> 'notice_id')::bigint
                AND before.log_position < (told.fact ->> 'log_position')::bigint
                AND before.starts_on = (told.fact ->> tg_argv[0])::date
        )
        GROUP BY 1
    ) AS dated
    WHERE ledger.month_of(dated.occurred_on) <= ledger.closed_through(dated.book_id)
    ORDER BY dated.book_id
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger.refuse(5, 'period_closed', to_jsonb(refused));
    END IF;
    RETURN NULL;
END
$$;

-- ledger/sql/functions/refuse_closed_period.sql
-- Promises 5 and 9, whoever posts and by whatever path: a closed period takes nothing, and a book
-- that began with opening balances has nothing from before their day, and one such day: what was
-- before is in the balances, and would count twice. One look for both: every posting pays for it.
CREATE OR REPLACE FUNCTION ledger.refuse_closed_period()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    wrong record;
BEGIN
    SELECT posted.* INTO wrong
    FROM (
        SELECT
            named.*,
            ledger.closed_through(named.book_id) AS closed_through,
            ledger.opening_day(named.book_id) AS opened_on
        FROM (
            SELECT
                book_id, min(period) AS period, min(occurred_on) AS occurred_on,
                min(occurred_on) FILTER (WHERE event NOT IN ('opening', 'reversal')) AS moved_on,
                min(occurred_on) FILTER (WHERE event = 'opening') AS opens_on
            FROM new_rows
            GROUP BY book_id
        ) AS named
    ) AS posted
    WHERE posted.period <= posted.closed_through OR posted.moved_on < posted.opened_on
        OR (posted.opens_on IS NOT NULL
            AND ledger.posted_before_opening(posted.book_id, posted.opens_on) IS NOT NULL)
    ORDER BY posted.book_id
    LIMIT 1;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    IF wrong.period <= wrong.closed_through THEN
        PERFORM ledger.refuse(5, 'period_closed', jsonb_build_object(
            'book_id', wrong.book_id, 'period', wrong.period, 'occurred_on', wrong.occurred_on
        ));
    END IF;
    PERFORM ledger.refuse(9, 'before_opening', jsonb_build_object(
        'book_id', wrong.book_id,
        'opened_on', coalesce(wrong.opened_on, wrong.opens_on),
        'voucher', coalesce(
            ledger.posted_before_opening(wrong.book_id, wrong.opens_on),
            (
                SELECT min(period || '-' || number)
                FROM new_rows
                WHERE book_id = wrong.book_id AND event NOT IN ('opening', 'reversal')
            )
        )
    ));
    RETURN NULL;
END
$$;

-- ledger/sql/functions/refuse_excess_adjustment.sql
-- A transfer is adjusted from its day on, not once it is reversed, and never below nothing.
CREATE OR REPLACE FUNCTION ledger.refuse_excess_adjustment()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    wrong record;
BEGIN
    SELECT transfer.document_no, transfer.amount, net.adjusted INTO wrong
    FROM (
        SELECT
            book_id, side, coalesce(transfer_issue_id, source_id) AS transfer_id,
            min(occurred_on) AS occurred_on
        FROM new_rows
        GROUP BY book_id, side, coalesce(transfer_issue_id, source_id)
    ) AS named
    CROSS JOIN LATERAL (
        SELECT issue.document_no, issue.amount, issue.occurred_on, issue.voucher_id
        FROM ledger.transfer_issue AS issue
        WHERE named.side = 'issued'
            AND issue.book_id = named.book_id AND issue.log_position = named.transfer_id
        UNION ALL
        SELECT source.document_no, source.amount, source.occurred_on, source.voucher_id
        FROM ledger.source AS source
        WHERE named.side = 'received'
            AND source.book_id = named.book_id AND source.log_position = named.transfer_id
    ) AS transfer
    CROSS JOIN LATERAL (
        SELECT ledger.adjusted_amount(named.book_id, named.side, named.transfer_id) AS adjusted
    ) AS net
    WHERE transfer.amount + net.adjusted < 0
        OR named.occurred_on < date_trunc(
            (
                SELECT voucher.date_precision
                FROM ledger.voucher AS voucher
                WHERE voucher.book_id = named.book_id
                    AND voucher.log_position = transfer.voucher_id
            ),
            transfer.occurred_on::timestamp
        )
        OR EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = named.book_id AND undoing.reverses_id = transfer.voucher_id
        )
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger.refuse(8, 'adjustment_exceeds', to_jsonb(wrong));
    END IF;
    RETURN NULL;
END
$$;

-- ledger/sql/functions/refuse_excess_claim.sql
-- Payments of a claim never come to more than was approved. Asked once for all payments of a claim
-- that a statement or an import wrote: at the last of them.
CREATE OR REPLACE FUNCTION ledger.refuse_excess_claim()
RETURNS trigger
LANGUAGE plpgsql
-- Before PostgreSQL 18 what is deferred runs as whoever ends the import, not as who posted.
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    approved numeric;
    paid numeric;
BEGIN
    IF EXISTS (
        SELECT FROM ledger.disbursement AS later
        WHERE later.book_id = new.book_id AND later.claim_id = new.claim_id
            AND later.log_position > new.log_position
    ) THEN
        RETURN NULL;
    END IF;
    SELECT step.amount INTO approved
    FROM ledger.claim_step AS step
    WHERE step.book_id = new.book_id AND step.claim_id = new.claim_id AND step.step = 'approved';
    -- A claim that was not approved is told of by `check_payment_grounds`, which comes after.
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    paid := ledger.paid_of_claim(new.book_id, new.claim_id);
    IF paid > approved THEN
        PERFORM ledger.refuse(13, 'claim_exceeded', jsonb_build_object(
            'claim', (
                SELECT claim.claim_code FROM ledger.claim AS claim
                WHERE claim.book_id = new.book_id AND claim.log_position = new.claim_id
            ),
            'approved', approved, 'paid', paid
        ));
    END IF;
    RETURN NULL;
END
$$;

-- ledger/sql/functions/refuse_excess_goods.sql
-- Of donated goods no more leaves the register than was received, from that day on, and no more
-- comes back than went out.
CREATE OR REPLACE FUNCTION ledger.refuse_excess_goods()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    wrong record;
BEGIN
    SELECT goods.goods_code, goods.quantity, goods.received_on, moved.distributed, moved.removed
    INTO wrong
    FROM (
        SELECT book_id, goods_id, min(occurred_on) AS occurred_on
        FROM new_rows
        GROUP BY book_id, goods_id
    ) AS named
    INNER JOIN ledger.donated_goods AS goods
        ON named.book_id = goods.book_id AND named.goods_id = goods.log_position
    CROSS JOIN LATERAL ledger.moved_goods(goods.book_id, goods.log_position) AS moved
    WHERE moved.distributed < 0 OR moved.distributed + moved.removed > goods.quantity
        OR named.occurred_on < goods.received_on
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger.refuse(3, 'goods_exceed', to_jsonb(wrong));
    END IF;
    RETURN NULL;
END
$$;

-- ledger/sql/functions/refuse_excess_refund.sql
-- A payment gives back at most what it was, from its day on, and nothing once it is reversed.
CREATE OR REPLACE FUNCTION ledger.refuse_excess_refund()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    wrong record;
BEGIN
    SELECT paid.external_reference, paid.amount, back.amount AS refunded INTO wrong
    FROM (
        SELECT book_id, disbursement_id, min(occurred_on) AS occurred_on
        FROM new_rows
        GROUP BY book_id, disbursement_id
    ) AS named
    INNER JOIN ledger.disbursement AS paid
        ON named.book_id = paid.book_id AND named.disbursement_id = paid.log_position
    CROSS JOIN LATERAL (
        SELECT sum(refund.amount) AS amount
        FROM ledger.standing_refunds(paid.book_id, paid.log_position) AS refund
    ) AS back
    WHERE back.amount > paid.amount OR named.occurred_on < paid.occurred_on OR EXISTS (
        SELECT FROM ledger.voucher AS undoing
        WHERE undoing.book_id = paid.book_id AND undoing.reverses_id = paid.voucher_id
    )
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger.refuse(3, 'refund_exceeds', to_jsonb(wrong));
    END IF;
    RETURN NULL;
END
$$;

-- ledger/sql/functions/refuse_excess_reissue.sql
-- A payment that pays a bounced one again does so after it bounced, and not by more.
CREATE OR REPLACE FUNCTION ledger.refuse_excess_reissue()
RETURNS trigger
LANGUAGE plpgsql
-- Before PostgreSQL 18 what is deferred runs as whoever ends the import, not as who posted.
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    code text := ledger.reissue_refusal(new.book_id, new.reissue_of, new.occurred_on);
BEGIN
    IF code IS NOT NULL THEN
        PERFORM ledger.refuse(
            13, 'reissue_refused', jsonb_build_object('payment', new.reissue_of)
        );
    END IF;
    RETURN NULL;
END
$$;

-- ledger/sql/functions/refuse_negative_balance.sql
-- Promise 3: no account but those where money enters the book goes below zero.
-- It looks at the balance anew, because an import defers it to its end.
CREATE OR REPLACE FUNCTION ledger.refuse_negative_balance()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    standing ledger.balance;
BEGIN
    SELECT * INTO standing
    FROM ledger.balance
    WHERE book_id = new.book_id AND source_id = new.source_id AND kind = new.kind
        AND project_id = new.project_id AND contract_id = new.contract_id;
    IF standing.amount < 0 THEN
        PERFORM ledger.refuse(3, 'below_zero', to_jsonb(standing));
    END IF;
    RETURN NULL;
END
$$;

-- ledger/sql/functions/refuse_payees.sql
-- Names the rows of a slice of payments whose payee may not be paid under their contract or claim,
-- and takes them out.
CREATE OR REPLACE FUNCTION ledger.refuse_payees()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    CREATE TEMPORARY TABLE refused_payee AS
    SELECT named.batch, named.party, named.code, ledger.payment_grounds(
        named.book_id, named.contract_id, named.claim_id
    ) AS details
    FROM (
        SELECT
            given.batch, given.party, batch.book_id, batch.contract_id, batch.claim_id,
            ledger.payee_refusal(
                batch.book_id, batch.contract_id, batch.claim_id, party.payee_id,
                batch.occurred_on
            ) AS code
        FROM (
            SELECT DISTINCT staged.batch, staged.party
            FROM staged_disbursements AS staged
            INNER JOIN paid_batch AS batch ON staged.batch = batch.batch
            WHERE batch.contract_id IS NOT NULL OR batch.claim_id IS NOT NULL
        ) AS given
        INNER JOIN paid_batch AS batch ON given.batch = batch.batch
        INNER JOIN paid_party AS party ON given.party = party.party
        WHERE party.payee_id IS NOT NULL
    ) AS named
    WHERE named.code IS NOT NULL;

    WITH refused AS (
        DELETE FROM staged_disbursements AS staged
        USING refused_payee AS named
        WHERE staged.batch = named.batch AND staged.party = named.party
        RETURNING staged.sheet_number, staged.row_number, named.code, named.details
    )
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'payee_name', code, details
    FROM refused
    -- Who may be paid instead is not known where that sheet could not be read.
    WHERE code <> 'payee_not_of_contract'
        OR NOT EXISTS (SELECT FROM staged_faulty WHERE sheet = 'payee_substitutions');
    DROP TABLE refused_payee;
END
$$;

-- ledger/sql/functions/refuse_payments.sql
-- Names the rows of a slice of payments whose batch or payee is refused, and takes them out.
CREATE OR REPLACE FUNCTION ledger.refuse_payments()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        staged.sheet_number, staged.row_number, refused.column_key, refused.code, refused.details
    FROM refused_batch AS refused
    INNER JOIN staged_disbursements AS staged ON refused.batch = staged.batch
    UNION ALL
    SELECT
        staged.sheet_number, staged.row_number, 'payee_code', 'unknown_payee',
        jsonb_build_object('payee', party.payee_code)
    FROM paid_party AS party
    INNER JOIN staged_disbursements AS staged ON party.party = staged.party
    WHERE party.payee_id IS NULL
        AND NOT EXISTS (SELECT FROM staged_faulty WHERE sheet = 'payees');

    IF EXISTS (SELECT FROM paid_batch WHERE contract_id IS NOT NULL OR claim_id IS NOT NULL) THEN
        PERFORM ledger.refuse_payees();
    END IF;

    IF EXISTS (SELECT FROM staged_problem) OR EXISTS (SELECT FROM staged_faulty) THEN
        DELETE FROM staged_disbursements AS staged
        WHERE NOT EXISTS (SELECT FROM paid_batch WHERE paid_batch.batch = staged.batch)
            OR NOT EXISTS (
                SELECT FROM paid_party
                WHERE paid_party.party = staged.party AND paid_party.payee_id IS NOT NULL
            );
    END IF;
END
$$;

-- ledger/sql/functions/refuse_wrong_match.sql
-- A line of a statement and a movement of the treasury have one standing match at most. A line and
-- what it is matched with, one movement or a group of them written at once, agree in amount and
-- direction. The books are locked first, so that what others match is seen. Both questions are
-- planned each time: a plan made for one match is no good for a hundred thousand.
CREATE OR REPLACE FUNCTION ledger.refuse_wrong_match()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    wrong jsonb;
BEGIN
    PERFORM 1
    FROM ledger.book_head AS head
    WHERE head.book_id IN (SELECT book_id FROM new_rows)
    ORDER BY head.book_id
    FOR UPDATE;

    EXECUTE
        $query$
        SELECT
            jsonb_build_object(
                'line', coalesce(min(line.line_reference), '—'),
                'amount', coalesce(min(line.amount)::text, '—'),
                'moved', coalesce(sum(moved.amount)::text, '—')
            )
        FROM new_rows
        LEFT JOIN ledger.statement_line AS line
            ON new_rows.book_id = line.book_id AND new_rows.statement_line_id = line.log_position
        LEFT JOIN ledger.disbursement AS paid
            ON new_rows.book_id = paid.book_id AND new_rows.disbursement_id = paid.log_position
            AND new_rows.voucher_id = paid.voucher_id
        CROSS JOIN LATERAL (
            -- All that a voucher moved, of whatever event.
            SELECT sum(
                CASE WHEN entry.debit_kind = 'treasury' THEN entry.amount ELSE -entry.amount END
            ) AS amount
            FROM ledger.entry AS entry
            WHERE new_rows.disbursement_id IS NULL
                AND entry.book_id = new_rows.book_id AND entry.voucher_id = new_rows.voucher_id
                AND entry.side = 'cash' AND 'treasury' IN (entry.debit_kind, entry.credit_kind)
        ) AS whole
        CROSS JOIN LATERAL (
            SELECT
                coalesce(paid.amount, abs(whole.amount)) AS amount,
                CASE WHEN whole.amount > 0 THEN 'in' ELSE 'out' END AS direction
        ) AS moved
        LEFT JOIN ledger.voucher AS own
            ON new_rows.book_id = own.book_id AND new_rows.voucher_id = own.log_position
        LEFT JOIN ledger.voucher AS undoing
            ON new_rows.book_id = undoing.book_id AND new_rows.voucher_id = undoing.reverses_id
        GROUP BY new_rows.book_id, new_rows.group_id
        HAVING min(line.amount) IS DISTINCT FROM sum(moved.amount)
            OR bool_or((moved.amount > 0 AND line.direction = moved.direction) IS NOT TRUE)
            OR bool_or(own.event IN ('opening', 'reversal') OR undoing.log_position IS NOT NULL)
            -- A group is of one line, and nothing joins it later.
            OR min(new_rows.statement_line_id) <> max(new_rows.statement_line_id)
            OR min(new_rows.log_position) <> new_rows.group_id
        LIMIT 1
        $query$
    INTO wrong;
    IF wrong IS NOT NULL THEN
        PERFORM ledger.refuse(7, 'match_differs', wrong);
    END IF;

    -- Three ways to be taken: the line; the payment; the voucher as a whole, or part of it.
    EXECUTE
        $query$
        SELECT jsonb_build_object('line', line.line_reference)
        FROM (
            SELECT new_rows.book_id, new_rows.statement_line_id, other.group_id
            FROM new_rows
            INNER JOIN ledger.statement_match AS other
                ON new_rows.book_id = other.book_id
                AND new_rows.statement_line_id = other.statement_line_id
                AND new_rows.group_id <> other.group_id
            UNION ALL
            SELECT new_rows.book_id, new_rows.statement_line_id, other.group_id
            FROM new_rows
            INNER JOIN ledger.statement_match AS other
                ON new_rows.book_id = other.book_id AND new_rows.voucher_id = other.voucher_id
                AND new_rows.disbursement_id = other.disbursement_id
                AND new_rows.log_position <> other.log_position
            UNION ALL
            SELECT new_rows.book_id, new_rows.statement_line_id, other.group_id
            FROM new_rows
            INNER JOIN ledger.statement_match AS other
                ON new_rows.book_id = other.book_id AND new_rows.voucher_id = other.voucher_id
                AND new_rows.log_position <> other.log_position
            WHERE new_rows.disbursement_id IS NULL
            UNION ALL
            SELECT new_rows.book_id, new_rows.statement_line_id, other.group_id
            FROM new_rows
            INNER JOIN ledger.statement_match AS other
                ON new_rows.book_id = other.book_id AND new_rows.voucher_id = other.voucher_id
                AND other.disbursement_id IS NULL
            WHERE new_rows.disbursement_id IS NOT NULL
        ) AS taken
        INNER JOIN ledger.statement_line AS line
            ON taken.book_id = line.book_id AND taken.statement_line_id = line.log_position
        WHERE NOT EXISTS (
            -- A group falls with any of its parts.
            SELECT FROM ledger.statement_match AS part
            LEFT JOIN ledger.statement_match_end AS ended
                ON part.book_id = ended.book_id AND part.log_position = ended.statement_match_id
            LEFT JOIN ledger.voucher AS undoing
                ON part.book_id = undoing.book_id AND part.voucher_id = undoing.reverses_id
            WHERE part.book_id = taken.book_id AND part.group_id = taken.group_id
                AND (ended.log_position IS NOT NULL OR undoing.log_position IS NOT NULL)
        )
        LIMIT 1
        $query$
    INTO wrong;
    IF wrong IS NOT NULL THEN
        PERFORM ledger.refuse(7, 'matched_already', wrong);
    END IF;
    RETURN NULL;
END
$$;

-- ledger/sql/functions/register_changed_contracts.sql
-- Writes a new version of each contract for each row of `changing`, with the amount it comes to.
CREATE OR REPLACE FUNCTION ledger.register_changed_contracts(author text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    CREATE TEMPORARY TABLE changed AS
    SELECT
        changing.book_id, changing.import_id, changing.sheet_number, changing.row_number,
        changing.occurred_on AS effective_on,
        coalesce(changing.evidence, latest.evidence) AS evidence,
        latest.contract_id, latest.contract_code, latest.project_id, latest.payee_id,
        latest.kind, latest.procurement_method, latest.signed_on, latest.retention_percent,
        latest.settled_on, latest.retention_until,
        latest.awarded_on, latest.awarded_to, latest.award_amount, latest.method_ground,
        latest.filed_on, latest.published_on, latest.estimate_amount, latest.bid_bond_amount,
        latest.performance_bond_amount,
        latest.amount + sum(
            CASE changing.direction WHEN 'commit' THEN changing.amount ELSE -changing.amount END
        ) OVER (
            PARTITION BY changing.book_id, changing.contract_id
            ORDER BY changing.occurred_on, changing.ordinal
        ) AS amount
    FROM changing
    CROSS JOIN LATERAL (
        SELECT * FROM ledger.contract AS version
        WHERE version.book_id = changing.book_id AND version.contract_id = changing.contract_id
        ORDER BY version.log_position DESC
        LIMIT 1
    ) AS latest;
    -- More freed than was ever bound is told of at the end, with all that is below zero.
    DELETE FROM changed WHERE amount < 0;
    PERFORM ledger.write_changed_contracts(author);
END
$$;

-- ledger/sql/functions/register_contracts.sql
-- Registers the contracts of `contracting`: a new one with the sum of its rows, or a new version
-- where its settlement or other terms became known.
CREATE OR REPLACE FUNCTION ledger.register_contracts(author text)
RETURNS integer
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE changed AS
    WITH given AS MATERIALIZED (
        SELECT
            book_id, contract_code, min(import_id) AS import_id,
            min(sheet_number) AS sheet_number, min(row_number) AS row_number,
            min(project_id) AS project_id, min(payee_id) AS payee_id,
            min(contract_kind) AS kind, min(procurement_method) AS procurement_method,
            sum(amount) AS amount, min(signed_on) AS signed_on,
            min(retention_percent) AS retention_percent, min(settled_on) AS settled_on,
            min(retention_until) AS retention_until,
            min(awarded_on) AS awarded_on,
            min(awarded_to) AS awarded_to,
            min(award_amount) AS award_amount,
            min(method_ground) AS method_ground,
            min(filed_on) AS filed_on,
            min(published_on) AS published_on,
            min(estimate_amount) AS estimate_amount,
            min(bid_bond_amount) AS bid_bond_amount,
            min(performance_bond_amount) AS performance_bond_amount,
            min(effective_on) AS effective_on, min(evidence) AS evidence
        FROM contracting
        GROUP BY book_id, contract_code
    ),
    merged AS MATERIALIZED (
        SELECT
            given.book_id, given.contract_code, given.import_id, given.sheet_number,
            given.row_number,
            known.contract_id, given.project_id, given.payee_id,
            coalesce(given.kind, known.kind) AS kind,
            coalesce(given.procurement_method, known.procurement_method) AS procurement_method,
            coalesce(known.amount, given.amount) AS amount,
            given.signed_on,
            given.retention_percent,
            coalesce(given.settled_on, known.settled_on) AS settled_on,
            coalesce(given.retention_until, known.retention_until) AS retention_until,
            coalesce(given.awarded_on, known.awarded_on) AS awarded_on,
            coalesce(given.awarded_to, known.awarded_to) AS awarded_to,
            coalesce(given.award_amount, known.award_amount) AS award_amount,
            coalesce(given.method_ground, known.method_ground) AS method_ground,
            coalesce(given.filed_on, known.filed_on) AS filed_on,
            coalesce(given.published_on, known.published_on) AS published_on,
            coalesce(given.estimate_amount, known.estimate_amount) AS estimate_amount,
            coalesce(given.bid_bond_amount, known.bid_bond_amount) AS bid_bond_amount,
            coalesce(given.performance_bond_amount, known.performance_bond_amount)
                AS performance_bond_amount,
            coalesce(given.evidence, known.evidence) AS evidence,
            -- A first version holds from the beginning: else what names it would find nothing.
            CASE
                WHEN known.contract_id IS NOT NULL
                    THEN coalesce(
                        given.effective_on, given.settled_on, ledger.today_in_beijing()
                    )
            END AS effective_on
        FROM given
        LEFT JOIN facts.contract AS known
            ON given.book_id = known.book_id AND given.contract_code = known.contract_code
    )
    SELECT merged.*
    FROM merged
    LEFT JOIN facts.contract AS known
        ON merged.book_id = known.book_id AND merged.contract_id = known.contract_id
    WHERE known.contract_id IS NULL OR (
        known.project_id, known.payee_id, known.kind, known.procurement_method,
        known.signed_on, known.retention_percent, known.settled_on, known.retention_until,
        known.awarded_on, known.awarded_to, known.award_amount, known.method_ground,
        known.filed_on, known.published_on, known.estimate_amount, known.bid_bond_amount,
        known.performance_bond_amount
    ) IS DISTINCT FROM (
        merged.project_id, merged.payee_id, merged.kind, merged.procurement_method,
        merged.signed_on, merged.retention_percent, merged.settled_on, merged.retention_until,
        merged.awarded_on, merged.awarded_to, merged.award_amount, merged.method_ground,
        merged.filed_on, merged.published_on, merged.estimate_amount, merged.bid_bond_amount,
        merged.performance_bond_amount
    );
    posted := ledger.write_changed_contracts(author);

    UPDATE contracting SET contract_id = contract.log_position
    FROM ledger.contract AS contract
    WHERE contracting.book_id = contract.book_id
        AND contracting.contract_code = contract.contract_code
        AND contract.log_position = contract.contract_id;
    RETURN posted;
END
$$;

-- ledger/sql/functions/register_new_accounts.sql
-- Makes `known_party`: the rows of `party` with their payee and the account they are paid into, all
-- registered by then; the holder of an account is the payee that was first paid into it.
-- Rows of the ledger are looked up one by one, by index (LATERAL ... LIMIT 1): the statistics of a
-- table that this very transaction is filling would mislead the planner to read all of it.
CREATE OR REPLACE FUNCTION ledger.register_new_accounts(author text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    seed CONSTANT bytea := ledger.seed_of_salts();
BEGIN
    CREATE TEMPORARY TABLE met_party AS
    SELECT
        party.*, paid_payee.payee_id, paid_payee.name AS registered_name,
        known.log_position AS bank_account_id
    FROM party
    INNER JOIN paid_payee ON party.party = paid_payee.party
    LEFT JOIN LATERAL (
        SELECT account.log_position
        FROM ledger.bank_account AS account
        WHERE account.book_id = party.book_id AND account.number_hash = party.account_hash
        LIMIT 1
    ) AS known ON TRUE;

    CREATE TEMPORARY TABLE newcomer AS
    WITH fresh AS MATERIALIZED (
        SELECT book_id, account_hash, min(party) AS party
        FROM met_party
        WHERE account_hash IS NOT NULL AND bank_account_id IS NULL AND payee_id IS NOT NULL
        GROUP BY book_id, account_hash
    ),
    taken AS MATERIALIZED (
        SELECT * FROM ledger.reserve_positions((SELECT array_agg(book_id) FROM fresh))
    )
    SELECT
        fresh.book_id, fresh.account_hash, taken.recorded_at, first_of_them.import_id,
        first_of_them.account_masked, first_of_them.account_sealed, first_of_them.bank,
        first_of_them.payee_id,
        taken.base + row_number() OVER (
            PARTITION BY fresh.book_id ORDER BY fresh.party
        ) AS bank_account_id
    FROM fresh
    INNER JOIN taken ON fresh.book_id = taken.book_id
    INNER JOIN met_party AS first_of_them ON fresh.party = first_of_them.party;

    INSERT INTO ledger.bank_account (
        book_id, log_position, recorded_at, recorded_by, import_id, number_hash, number_masked,
        bank_name, holder_payee_id, salt
    )
    SELECT
        book_id, bank_account_id, recorded_at, author, import_id, account_hash, account_masked,
        bank, payee_id, ledger.salt_of(seed, book_id, bank_account_id)
    FROM newcomer;
    PERFORM ledger.gather_numbers('newcomer', 'account', 'account');

    CREATE TEMPORARY TABLE known_party AS
    SELECT
        met_party.party, met_party.payee_code, met_party.name, met_party.payee_id,
        met_party.registered_name,
        coalesce(met_party.bank_account_id, newcomer.bank_account_id) AS bank_account_id
    FROM met_party
    LEFT JOIN newcomer
        ON met_party.book_id = newcomer.book_id AND met_party.account_hash = newcomer.account_hash;
    DROP TABLE met_party, newcomer;
END
$$;

-- ledger/sql/functions/register_new_payees.sql
-- Registers the parties that no payee was found for, and completes `paid_payee` with them. A
-- clerk's own code is not registered here: it belongs in the sheet of payees, and a payment that
-- names an unknown one is told so.
CREATE OR REPLACE FUNCTION ledger.register_new_payees(author text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    seed CONSTANT bytea := ledger.seed_of_salts();
BEGIN
    IF NOT EXISTS (SELECT FROM paid_payee WHERE payee_key IS NOT NULL) THEN
        RETURN;
    END IF;

    CREATE TEMPORARY TABLE newcomer AS
    WITH fresh AS MATERIALIZED (
        SELECT book_id, payee_key, min(party) AS party
        FROM paid_payee
        WHERE payee_key IS NOT NULL
        GROUP BY book_id, payee_key
    ),
    taken AS MATERIALIZED (
        SELECT * FROM ledger.reserve_positions((SELECT array_agg(book_id) FROM fresh))
    )
    SELECT
        fresh.book_id, fresh.payee_key, taken.recorded_at, party.import_id, party.name, party.kind,
        party.identity_hash, party.identity_masked, party.identity_sealed,
        taken.base + row_number() OVER (PARTITION BY fresh.book_id ORDER BY fresh.party) AS payee_id
    FROM fresh
    INNER JOIN taken ON fresh.book_id = taken.book_id
    INNER JOIN party ON fresh.party = party.party;

    INSERT INTO ledger.payee (
        book_id, log_position, recorded_at, recorded_by, import_id, payee_id, name, kind,
        identity_hash, identity_masked, salt
    )
    SELECT
        book_id, payee_id, recorded_at, author, import_id, payee_id, name,
        CASE
            WHEN kind IS NOT NULL THEN kind
            WHEN identity_hash IS NULL THEN 'other'
            -- A credit code begins with 9, or has letters before its last place.
            WHEN identity_masked ~ '^[1-8][0-9]{5}[*]{8}[0-9]{3}[0-9X]$' THEN 'person'
            ELSE 'enterprise'
        END,
        identity_hash, identity_masked, ledger.salt_of(seed, book_id, payee_id)
    FROM newcomer;
    PERFORM ledger.gather_numbers('newcomer', 'identity', 'identity');

    CREATE TEMPORARY TABLE completed AS
    SELECT
        paid_payee.party, paid_payee.book_id,
        coalesce(paid_payee.payee_id, newcomer.payee_id) AS payee_id,
        coalesce(paid_payee.name, newcomer.name) AS name
    FROM paid_payee
    LEFT JOIN newcomer
        ON paid_payee.book_id = newcomer.book_id AND paid_payee.payee_key = newcomer.payee_key;
    DROP TABLE newcomer, paid_payee;
    ALTER TABLE completed RENAME TO paid_payee;
END
$$;

-- ledger/sql/functions/register_paid_parties.sql
-- Finds or registers the payees and accounts that a slice of payments names for the first time,
-- and adds them to `paid_party`.
CREATE OR REPLACE FUNCTION ledger.register_paid_parties(author text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    CREATE TEMPORARY TABLE party AS
    SELECT
        given.party,
        book.book_id,
        book.import_id,
        given.payee_code,
        given.payee_name AS name,
        NULL::text AS kind,
        given.identity_hash, given.identity_masked, given.identity_sealed,
        given.account_hash, given.account_masked, given.account_sealed,
        given.bank
    FROM staged_disbursements_party AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;
    TRUNCATE staged_disbursements_party;

    PERFORM ledger.find_paid_payees();
    PERFORM ledger.register_new_payees(author);
    PERFORM ledger.register_new_accounts(author);
    INSERT INTO paid_party (party, payee_id, bank_account_id, payee_name, payee_code)
    SELECT
        party, payee_id, bank_account_id, CASE WHEN registered_name <> name THEN name END,
        payee_code
    FROM known_party;
    DROP TABLE party, paid_payee, known_party;
END
$$;

-- ledger/sql/functions/reissue_refusal.sql
-- Why a payment does not pay again what it says it does: the code of the problem, or null. A
-- payment is paid again once some of it bounced, and no more than bounced; where the second payment
-- bounced too, that one is named.
CREATE OR REPLACE FUNCTION ledger.reissue_refusal(
    of_book_id integer, original_reference text, on_day date
)
RETURNS text
LANGUAGE sql
STABLE
AS $$
    SELECT CASE
        WHEN original.log_position IS NULL THEN 'unknown_payment'
        WHEN ledger.bounced_of_payment(of_book_id, original.log_position, on_day) = 0
            THEN 'payment_not_bounced'
        WHEN ledger.reissued_of_payment(of_book_id, original_reference)
            > ledger.bounced_of_payment(of_book_id, original.log_position)
            THEN 'reissue_exceeds'
    END
    FROM (VALUES (of_book_id)) AS book (book_id)
    LEFT JOIN ledger.disbursement AS original
        ON book.book_id = original.book_id AND original.external_reference = original_reference;
$$;

-- ledger/sql/functions/reissued_of_payment.sql
-- What of a bounced payment was paid again, in yuan; payments that were reversed do not count.
CREATE OR REPLACE FUNCTION ledger.reissued_of_payment(of_book_id integer, original_reference text)
RETURNS numeric
LANGUAGE sql
STABLE
AS $$
    SELECT coalesce(sum(again.amount), 0)
    FROM ledger.disbursement AS again
    WHERE again.book_id = of_book_id AND again.reissue_of = original_reference
        AND NOT EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = again.book_id AND undoing.reverses_id = again.voucher_id
        );
$$;

-- ledger/sql/functions/renew_account.sql
-- Gives an account a password that was made up for it and has to be changed, and lets its person
-- begin anew: sessions, second factor and lock end. False where there is no such account. Only the
-- owner and the functions that ask who acts call it.
CREATE OR REPLACE FUNCTION ledger.renew_account(
    author text, of_login text, new_salt bytea, new_passes integer, new_memory_kib integer,
    new_lanes integer, new_verifier bytea
)
RETURNS boolean
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    UPDATE ledger.user_secret AS secret
    SET salt = new_salt, passes = new_passes, memory_kib = new_memory_kib, lanes = new_lanes,
        verifier = new_verifier, must_change = TRUE, set_at = clock_timestamp(), set_by = author
    WHERE secret.login = of_login;
    IF NOT FOUND THEN
        RETURN FALSE;
    END IF;
    PERFORM ledger.forget_second_factor(of_login);
    DELETE FROM ledger.web_session AS session
    WHERE session.login = of_login;
    DELETE FROM ledger.sign_in_brake AS brake
    WHERE brake.login = of_login;
    RETURN TRUE;
END
$$;

-- ledger/sql/functions/report_claim_order.sql
-- Names the rows of `stepping` that do not follow what is on record of their claim or stands with
-- them in the file: a claim is checked, then decided, once.
CREATE OR REPLACE FUNCTION ledger.report_claim_order()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        asked.sheet_number, asked.row_number,
        CASE told.code WHEN 'claim_step_too_early' THEN 'occurred_on' ELSE 'step' END,
        told.code,
        jsonb_build_object(
            'claim', asked.claim_code,
            'decided_on', told.decided_on,
            'earliest', told.earliest
        )
    FROM stepping AS asked
    CROSS JOIN LATERAL (
        SELECT
            min(known.occurred_on) FILTER (WHERE known.step = 'checked') AS checked_on,
            min(known.occurred_on) FILTER (WHERE known.step <> 'checked') AS decided_on
        FROM (
            SELECT step.step, step.occurred_on
            FROM ledger.claim_step AS step
            WHERE step.book_id = asked.book_id AND step.claim_id = asked.claim_id
            UNION ALL
            -- Of the file, what is asked to happen in its own order.
            SELECT other.step, other.occurred_on
            FROM stepping AS other
            WHERE other.book_id = asked.book_id AND other.claim_id = asked.claim_id
                AND NOT other.already
                AND (
                    other.step = 'checked'
                    OR (
                        asked.step <> 'checked'
                        AND (other.sheet_number, other.row_number)
                        < (asked.sheet_number, asked.row_number)
                    )
                )
        ) AS known
    ) AS found
    CROSS JOIN LATERAL (
        SELECT
            found.decided_on,
            CASE
                WHEN asked.step = 'checked' THEN asked.submitted_on
                ELSE greatest(asked.submitted_on, found.checked_on)
            END AS earliest,
            CASE
                WHEN found.decided_on IS NOT NULL THEN 'claim_decided'
                WHEN asked.step = 'approved' AND found.checked_on IS NULL THEN 'claim_not_checked'
                WHEN asked.occurred_on < asked.submitted_on
                    OR (asked.step <> 'checked' AND asked.occurred_on < found.checked_on)
                    THEN 'claim_step_too_early'
            END AS code
    ) AS told
    WHERE asked.claim_id IS NOT NULL AND NOT asked.already AND told.code IS NOT NULL;
END
$$;

-- ledger/sql/functions/report_closed_days.sql
-- Names rows of a set whose day lies in a closed month, which the database would refuse all at
-- once, and takes them out. Rows that are `already` posted are passed over.
CREATE OR REPLACE FUNCTION ledger.report_closed_days(
    set_of_rows text, day_column text, column_of_it text
)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM ledger.period_closing) THEN
        RETURN;
    END IF;
    EXECUTE format(
        $query$
        WITH closed AS MATERIALIZED (
            SELECT book.book_id, ledger.closed_through(book.book_id) AS closed_through
            FROM staged_book AS book
        ),
        refused AS (
            DELETE FROM %1$I AS asked
            USING closed
            WHERE asked.book_id = closed.book_id
                AND ledger.month_of(asked.%2$I) <= closed.closed_through
                AND to_jsonb(asked) ->> 'already' IS DISTINCT FROM 'true'
            RETURNING
                asked.sheet_number, asked.row_number, ledger.month_of(asked.%2$I) AS period
        )
        INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
        SELECT
            sheet_number, row_number, %3$L, 'period_closed',
            jsonb_build_object('period', period)
        FROM refused
        $query$,
        set_of_rows, day_column, column_of_it
    );
END
$$;

-- ledger/sql/functions/report_days_before_opening.sql
-- Names rows of a day before their book began here, which `refuse_closed_period` would refuse all
-- at once: what was before is in the opening balances. Rows of an opening are left to themselves.
CREATE OR REPLACE FUNCTION ledger.report_days_before_opening(set_of_rows text, column_of_it text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM ledger.voucher WHERE event = 'opening') THEN
        RETURN;
    END IF;
    EXECUTE format(
        $query$
        WITH refused AS (
            DELETE FROM %I AS asked
            USING (
                SELECT book_id, ledger.opening_day(book_id) AS opened_on FROM staged_book
            ) AS opening
            WHERE NOT asked.already AND asked.book_id = opening.book_id
                AND asked.occurred_on < opening.opened_on
                AND to_jsonb(asked) ->> 'event' IS DISTINCT FROM 'opening'
            RETURNING asked.sheet_number, asked.row_number, opening.opened_on
        )
        INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
        SELECT
            sheet_number, row_number, %L, 'before_opening',
            jsonb_build_object('opened_on', opened_on)
        FROM refused
        $query$,
        set_of_rows, column_of_it
    );
END
$$;

-- ledger/sql/functions/report_days_to_come.sql
-- Names rows whose day is still to come: only what has happened is recorded.
CREATE OR REPLACE FUNCTION ledger.report_days_to_come(set_of_rows text, column_of_it text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    EXECUTE format(
        $query$
        INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
        SELECT sheet_number, row_number, %2$L, 'day_to_come', '{}'::jsonb
        FROM %1$I
        WHERE %2$I > ledger.today_in_beijing()
        $query$,
        set_of_rows, column_of_it
    );
END
$$;

-- ledger/sql/functions/report_excess_goods.sql
-- Names the first row of `handing`, for each of the goods, with which more would leave the register
-- than was received, or more come back than went out; and takes out the rows of those goods.
CREATE OR REPLACE FUNCTION ledger.report_excess_goods()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT DISTINCT ON (asked.book_id, asked.goods_id)
        asked.sheet_number, asked.row_number, 'quantity',
        CASE WHEN asked.distributed < 0 THEN 'goods_return_exceeds' ELSE 'goods_exceed' END,
        jsonb_build_object(
            'goods', goods.goods_code, 'item', goods.item, 'unit', goods.unit,
            'received', goods.quantity, 'gone', asked.distributed + asked.removed,
            'distributed', asked.distributed + asked.quantity
        )
    FROM (
        SELECT
            handing.*,
            earlier.distributed + sum(
                CASE handing.kind
                    WHEN 'distributed' THEN handing.quantity WHEN 'returned' THEN -handing.quantity
                    ELSE 0
                END
            ) OVER file_order AS distributed,
            earlier.removed + sum(
                CASE handing.kind WHEN 'removed' THEN handing.quantity ELSE 0 END
            ) OVER file_order AS removed
        FROM handing
        CROSS JOIN LATERAL ledger.moved_goods(handing.book_id, handing.goods_id) AS earlier
        WINDOW file_order AS (
            PARTITION BY handing.book_id, handing.goods_id
            ORDER BY handing.sheet_number, handing.row_number
        )
    ) AS asked
    INNER JOIN ledger.donated_goods AS goods
        ON asked.book_id = goods.book_id AND asked.goods_id = goods.log_position
    WHERE asked.distributed < 0 OR asked.distributed + asked.removed > goods.quantity
    ORDER BY asked.book_id, asked.goods_id, asked.sheet_number, asked.row_number;
    -- The rows after that one may be wrong only because it is: they are not looked at.
    DELETE FROM handing
    USING (
        SELECT named.book_id, named.goods_id
        FROM handing AS named
        INNER JOIN staged_problem AS said
            ON named.sheet_number = said.sheet_number AND named.row_number = said.row_number
    ) AS wrong
    WHERE handing.book_id = wrong.book_id AND handing.goods_id = wrong.goods_id;
END
$$;

-- ledger/sql/functions/report_excess_payments.sql
-- Names the payments of an import that pay more of a claim than was approved, and those that pay
-- again what did not bounce, or more than did. At its end, because a refund of the same file gives
-- room for what is paid again.
CREATE OR REPLACE FUNCTION ledger.report_excess_payments()
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        voucher.sheet_number, last_one.import_row, 'amount', 'claim_exceeded',
        jsonb_build_object(
            'claim', claim.claim_code, 'approved', approval.amount, 'paid', paid.amount
        )
    FROM (
        SELECT DISTINCT book_id, claim_id FROM paid_batch WHERE claim_id IS NOT NULL
    ) AS named
    INNER JOIN ledger.claim AS claim
        ON named.book_id = claim.book_id AND named.claim_id = claim.log_position
    INNER JOIN ledger.claim_step AS approval
        ON named.book_id = approval.book_id AND named.claim_id = approval.claim_id
        AND approval.step = 'approved'
    CROSS JOIN LATERAL (
        SELECT ledger.paid_of_claim(named.book_id, named.claim_id) AS amount
    ) AS paid
    CROSS JOIN LATERAL (
        SELECT payment.voucher_id, payment.import_row
        FROM ledger.disbursement AS payment
        WHERE payment.book_id = named.book_id AND payment.claim_id = named.claim_id
        ORDER BY payment.log_position DESC
        LIMIT 1
    ) AS last_one
    INNER JOIN staged_voucher AS voucher
        ON named.book_id = voucher.book_id AND last_one.voucher_id = voucher.voucher_id
    WHERE paid.amount > approval.amount;

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        voucher.sheet_number, again.import_row, 'reissue_of', refused.code,
        jsonb_build_object('payment', again.reissue_of, 'on_day', again.occurred_on)
    FROM staged_book AS book
    INNER JOIN ledger.disbursement AS again
        ON book.book_id = again.book_id AND again.log_position > book.import_id
        AND again.reissue_of IS NOT NULL
    CROSS JOIN LATERAL (
        SELECT ledger.reissue_refusal(again.book_id, again.reissue_of, again.occurred_on) AS code
    ) AS refused
    INNER JOIN staged_voucher AS voucher
        ON again.book_id = voucher.book_id AND again.voucher_id = voucher.voucher_id
    WHERE refused.code IS NOT NULL;
END
$$;

-- ledger/sql/functions/report_impossible_splits.sql
-- Names rows of `registering` whose household cannot have been split as they say: from itself, from
-- one that nobody knows, on a day that is still to come, or half of it is not said.
CREATE OR REPLACE FUNCTION ledger.report_impossible_splits()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'split_from', 'split_from_itself', '{}'::jsonb
    FROM registering
    WHERE split_from = household_code
    UNION ALL
    SELECT
        given.sheet_number, given.row_number, 'split_from', 'unknown_household',
        jsonb_build_object('household', given.split_from)
    FROM registering AS given
    LEFT JOIN ledger.household AS origin
        ON given.book_id = origin.book_id AND given.split_from = origin.household_code
    LEFT JOIN (SELECT DISTINCT book_id, household_code FROM registering) AS listed
        ON given.book_id = listed.book_id AND given.split_from = listed.household_code
    WHERE
        given.split_from IS NOT NULL AND origin.household_code IS NULL
        AND listed.household_code IS NULL
        AND NOT EXISTS (SELECT FROM staged_faulty WHERE sheet = 'households')
    UNION ALL
    SELECT sheet_number, row_number, 'split_on', 'day_to_come', '{}'::jsonb
    FROM registering
    WHERE date_trunc(split_on_precision, split_on::timestamp) > ledger.today_in_beijing()
    UNION ALL
    SELECT given.sheet_number, given.row_number, 'split_on', 'split_incomplete', '{}'::jsonb
    FROM registering AS given
    LEFT JOIN ledger.household AS household
        ON given.book_id = household.book_id AND given.household_code = household.household_code
    LEFT JOIN facts.person AS known
        ON household.book_id = known.book_id AND household.log_position = known.household_id
        AND given.identity_hash = known.identity_hash
    WHERE (coalesce(given.split_from, known.split_from_code) IS NULL)
        <> (coalesce(given.split_on, known.split_on) IS NULL);
END
$$;

-- ledger/sql/functions/report_overdrafts.sql
-- Names, for every account that the import would leave below zero, the row that first takes more
-- than there is. What was taken before this import comes first, then its rows in the order in which
-- things happened.
CREATE OR REPLACE FUNCTION ledger.report_overdrafts()
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    found_count integer;
BEGIN
    WITH short AS MATERIALIZED (
        SELECT balance.*
        FROM ledger.balance AS balance
        INNER JOIN staged_book AS book ON balance.book_id = book.book_id
        WHERE balance.amount < 0 AND balance.kind NOT IN ('origin', 'cash_in')
    ),
    moved AS (
        SELECT
            short.book_id, short.kind, short.source_id, short.project_id,
            short.contract_id, entry.voucher_id, entry.occurred_on, entry.log_position,
            entry.amount, FALSE AS taken
        FROM short
        INNER JOIN ledger.entry AS entry
            ON short.book_id = entry.book_id AND short.source_id = entry.source_id
            AND short.kind = entry.debit_kind
            AND short.project_id = coalesce(entry.debit_project_id, 0)
            AND short.contract_id = coalesce(entry.debit_contract_id, 0)
        UNION ALL
        SELECT
            short.book_id, short.kind, short.source_id, short.project_id,
            short.contract_id, entry.voucher_id, entry.occurred_on, entry.log_position,
            entry.amount, TRUE
        FROM short
        INNER JOIN ledger.entry AS entry
            ON short.book_id = entry.book_id AND short.source_id = entry.source_id
            AND short.kind = entry.credit_kind
            AND short.project_id = coalesce(entry.credit_project_id, 0)
            AND short.contract_id = coalesce(entry.credit_contract_id, 0)
    ),
    running AS (
        -- All that was ever given, against what had been taken by then.
        SELECT
            moved.*,
            voucher.sheet_number,
            voucher.row_number,
            sum(moved.amount) FILTER (WHERE NOT moved.taken) OVER account AS given,
            sum(moved.amount) FILTER (WHERE moved.taken) OVER (
                account
                ORDER BY voucher.voucher_id IS NOT NULL, moved.occurred_on, moved.log_position
            ) AS used
        FROM moved
        LEFT JOIN staged_voucher AS voucher
            ON moved.book_id = voucher.book_id AND moved.voucher_id = voucher.voucher_id
        WINDOW account AS (
            PARTITION BY
                moved.book_id, moved.source_id, moved.kind, moved.project_id, moved.contract_id
        )
    ),
    first_too_much AS (
        SELECT DISTINCT ON (book_id, source_id, kind, project_id, contract_id) *
        FROM running
        WHERE taken AND row_number IS NOT NULL AND used > coalesce(given, 0)
        ORDER BY
            book_id, source_id, kind, project_id, contract_id, occurred_on, log_position
    )
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        blamed.sheet_number, blamed.row_number, 'amount', 'below_zero',
        jsonb_build_object(
            'kind', blamed.kind,
            'event', voucher.event,
            'document', source.document_no,
            'project', project.project_code,
            'contract', contract.contract_code,
            'standing', coalesce(blamed.given, 0),
            'used', blamed.used,
            'excess', blamed.used - coalesce(blamed.given, 0)
        )
    FROM first_too_much AS blamed
    INNER JOIN ledger.source AS source
        ON blamed.book_id = source.book_id AND blamed.source_id = source.log_position
    INNER JOIN ledger.voucher AS voucher
        ON blamed.book_id = voucher.book_id AND blamed.voucher_id = voucher.log_position
    LEFT JOIN ledger.project AS project
        ON blamed.book_id = project.book_id AND blamed.project_id = project.log_position
    LEFT JOIN ledger.contract AS contract
        ON blamed.book_id = contract.book_id AND blamed.contract_id = contract.log_position;
    GET DIAGNOSTICS found_count = ROW_COUNT;
    RETURN found_count;
END
$$;

-- ledger/sql/functions/report_overlapping_entitlements.sql
-- Names rows of `entitling` for which the household is due something of that project and time
-- already, by another code: what was paid could not be told apart. Whatever has no period is for
-- all time.
CREATE OR REPLACE FUNCTION ledger.report_overlapping_entitlements()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        asked.sheet_number, asked.row_number, 'entitlement_code', 'entitlements_overlap',
        jsonb_build_object(
            'household', asked.household_code, 'project', asked.project_code,
            'other', min(other.entitlement_code)
        )
    FROM entitling AS asked
    INNER JOIN (
        SELECT
            book_id, project_id, household_id, entitlement_code, period_from, period_until,
            sheet_number, row_number
        FROM entitling
        UNION ALL
        -- What this file says anew of one that is registered stands above.
        SELECT
            known.book_id, known.project_id, known.household_id, known.entitlement_code,
            known.period_from, known.period_until, 0, 0
        FROM facts.entitlement AS known
        LEFT JOIN entitling AS anew
            ON known.book_id = anew.book_id AND known.entitlement_id = anew.entitlement_id
        WHERE anew.entitlement_id IS NULL
    ) AS other
        ON asked.book_id = other.book_id
        AND asked.project_id = other.project_id
        AND asked.household_id = other.household_id
        AND asked.entitlement_code <> other.entitlement_code
        AND (asked.sheet_number, asked.row_number) > (other.sheet_number, other.row_number)
    WHERE coalesce(asked.period_from, '-infinity') <= coalesce(other.period_until, 'infinity')
        AND coalesce(other.period_from, '-infinity') <= coalesce(asked.period_until, 'infinity')
    GROUP BY asked.sheet_number, asked.row_number, asked.household_code, asked.project_code;
END
$$;

-- ledger/sql/functions/report_repeated_references.sql
-- Names rows of one import that carry the same external reference as an earlier row of it.
CREATE OR REPLACE FUNCTION ledger.report_repeated_references(set_of_rows text, column_of_it text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    EXECUTE format(
        $query$
        INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
        SELECT
            sheet_number, row_number, %L, 'same_reference_twice',
            jsonb_build_object('first_row', first_row)
        FROM (
            SELECT
                sheet_number, row_number,
                first_value(row_number) OVER same_reference AS first_row,
                row_number() OVER same_reference AS nth
            FROM %I
            WINDOW same_reference AS (
                PARTITION BY book_id, external_reference ORDER BY sheet_number, row_number
            )
        ) AS numbered
        WHERE nth > 1
        $query$,
        column_of_it, set_of_rows
    );
END
$$;

-- ledger/sql/functions/report_unpostable_days.sql
-- Names rows of a closed month, and of a day to come, which the database would refuse all at once.
-- Where only a month or year is known, its first day counts. Rows of money are also named where
-- their book began, with opening balances, only after their day.
CREATE OR REPLACE FUNCTION ledger.report_unpostable_days(
    set_of_rows text, column_of_it text DEFAULT 'occurred_on', of_money boolean DEFAULT TRUE
)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    EXECUTE format(
        $query$
        WITH refused AS (
            DELETE FROM %I AS asked
            WHERE NOT asked.already AND asked.occurred_on > ledger.today_in_beijing()
                AND date_trunc(
                    coalesce(to_jsonb(asked) ->> 'occurred_on_precision', 'day'),
                    asked.occurred_on::timestamp
                ) > ledger.today_in_beijing()
            RETURNING asked.sheet_number, asked.row_number
        )
        INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
        SELECT sheet_number, row_number, %L, 'day_to_come', '{}'::jsonb
        FROM refused
        $query$,
        set_of_rows, column_of_it
    );
    IF of_money THEN
        PERFORM ledger.report_days_before_opening(set_of_rows, column_of_it);
    END IF;
    PERFORM ledger.report_closed_days(set_of_rows, 'occurred_on', column_of_it);
END
$$;

-- ledger/sql/functions/report_wrong_opening_parts.sql
-- Names parts of `opening` that do not fit what the ledger has: of a contract, with what other
-- openings brought of it, more than it is worth; and parts of an opening that was posted before and
-- said otherwise. A row is named once.
CREATE OR REPLACE FUNCTION ledger.report_wrong_opening_parts()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        asked.place[1], asked.place[2], 'contract_code', 'opening_exceeds_contract',
        jsonb_build_object(
            'contract', contract.contract_code, 'amount', contract.amount, 'opened', found.amount
        )
    FROM (
        SELECT
            book_id, contract_id, sum(amount) AS amount,
            min(ARRAY[sheet_number, row_number]) AS place
        FROM opening
        WHERE contract_id IS NOT NULL
        GROUP BY book_id, contract_id
    ) AS asked
    INNER JOIN ledger.contract AS contract
        ON asked.book_id = contract.book_id AND asked.contract_id = contract.log_position
    CROSS JOIN LATERAL (
        SELECT asked.amount + coalesce(sum(known.amount), 0) AS amount
        FROM ledger.opening_balance AS known
        WHERE known.book_id = asked.book_id AND known.contract_id = asked.contract_id
            AND known.source_id NOT IN (
                SELECT said.source_id FROM opening AS said WHERE said.book_id = asked.book_id
            )
            AND NOT EXISTS (
                SELECT FROM ledger.voucher AS undoing
                WHERE undoing.book_id = known.book_id AND undoing.reverses_id = known.voucher_id
            )
    ) AS found
    WHERE found.amount > contract.amount;

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        place[1], place[2], 'document_no', 'same_reference_differs',
        jsonb_build_object('reference', reference, 'fields', fields)
    FROM (
        SELECT
            min(ARRAY[asked.sheet_number, asked.row_number]) AS place,
            source.external_reference AS reference,
            string_agg(DISTINCT CASE parts.kind
                WHEN 'treasury' THEN 'cash_amount' ELSE parts.kind || '_amount'
            END, E'\n') AS fields
        FROM (
            SELECT book_id, source_id, kind, project_id, contract_id, sum(amount) AS amount
            FROM (
                SELECT book_id, source_id, kind, project_id, contract_id, amount
                FROM opening
                WHERE already
                UNION ALL
                SELECT
                    known.book_id, known.source_id, known.kind, known.project_id,
                    known.contract_id, -known.amount
                FROM ledger.opening_balance AS known
                WHERE (known.book_id, known.source_id) IN (
                    SELECT book_id, source_id FROM opening WHERE already
                )
            ) AS both_sides
            GROUP BY book_id, source_id, kind, project_id, contract_id
            HAVING sum(amount) <> 0
        ) AS parts
        INNER JOIN ledger.source AS source
            ON parts.book_id = source.book_id AND parts.source_id = source.log_position
        INNER JOIN opening AS asked
            ON parts.book_id = asked.book_id AND parts.source_id = asked.source_id
        GROUP BY source.external_reference, source.book_id, source.log_position
    ) AS differing;
END
$$;

-- ledger/sql/functions/report_wrong_openings.sql
-- Names rows of opening balances that cannot be right by themselves: the rows of one document must
-- agree in what they say of it, and their parts must add up to its amount; its cash is no more than
-- was not paid.
CREATE OR REPLACE FUNCTION ledger.report_wrong_openings()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'document_no', 'opening_rows_differ', '{}'::jsonb
    FROM (
        SELECT
            sheet_number, row_number,
            (
                occurred_on, arrived_on, amount, fund_line, counterparty, counterparty_name,
                external_reference
            ) AS terms,
            first_value((
                occurred_on, arrived_on, amount, fund_line, counterparty, counterparty_name,
                external_reference
            )) OVER (
                PARTITION BY book, document_no, coalesce(document_line, 1)
                ORDER BY sheet_number, row_number
            ) AS first_terms
        FROM staged_opening_balances
    ) AS compared
    WHERE terms IS DISTINCT FROM first_terms
    UNION ALL
    SELECT sheet_number, row_number, 'arrived_on', 'opened_before_arrival', '{}'::jsonb
    FROM staged_opening_balances
    WHERE arrived_on > occurred_on
    UNION ALL
    SELECT sheet_number, row_number, 'project_code', 'opening_project_required', '{}'::jsonb
    FROM staged_opening_balances
    WHERE project_code IS NULL
        AND num_nonnulls(assigned_amount, committed_amount, disbursed_amount) > 0
    UNION ALL
    SELECT sheet_number, row_number, 'contract_code', 'opening_contract_required', '{}'::jsonb
    FROM staged_opening_balances
    WHERE contract_code IS NULL AND project_code IS NOT NULL AND committed_amount IS NOT NULL;

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        place[1], place[2],
        CASE WHEN parts <> amount THEN 'amount' ELSE 'cash_amount' END,
        CASE WHEN parts <> amount THEN 'opening_does_not_add_up' ELSE 'opening_cash_exceeds' END,
        jsonb_build_object(
            'document', document_no, 'amount', amount, 'parts', parts, 'cash', cash,
            'unpaid', amount - paid
        )
    FROM (
        SELECT
            min(ARRAY[sheet_number, row_number]) AS place, document_no, min(amount) AS amount,
            coalesce(sum(available_amount), 0) + coalesce(sum(assigned_amount), 0)
            + coalesce(sum(committed_amount), 0) + coalesce(sum(disbursed_amount), 0) AS parts,
            coalesce(sum(disbursed_amount), 0) AS paid,
            coalesce(sum(cash_amount), 0) AS cash
        FROM staged_opening_balances
        GROUP BY book, document_no, coalesce(document_line, 1)
    ) AS added
    WHERE parts <> amount OR cash > amount - paid;
END
$$;

-- ledger/sql/functions/reserve_positions.sql
-- Takes as many positions in each book as it is named in the array: a set of rows about to be
-- written takes its positions in one call.
CREATE OR REPLACE FUNCTION ledger.reserve_positions(book_id_of_each_row integer[])
RETURNS TABLE (book_id integer, base bigint, recorded_at timestamptz)
ROWS 10
LANGUAGE sql
AS $$
    SELECT positions.book_id, positions.base, positions.recorded_at
    FROM (
        SELECT array_agg(counted.book_id) AS book_ids, array_agg(counted.n) AS counts
        FROM (
            SELECT row_of.book_id, count(*) AS n
            FROM unnest(book_id_of_each_row) AS row_of (book_id)
            GROUP BY row_of.book_id
        ) AS counted
    ) AS wanted
    CROSS JOIN LATERAL ledger.take_positions(wanted.book_ids, wanted.counts) AS positions;
$$;

-- ledger/sql/functions/reset_user.sql
-- A security administrator gives somebody a new password, and lets them begin anew.
CREATE OR REPLACE FUNCTION ledger.reset_user(
    of_login text, new_salt bytea, new_passes integer, new_memory_kib integer, new_lanes integer,
    new_verifier bytea
)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    acting text := ledger.check_account_power(
        of_login, ledger.division_of_account(of_login), TRUE
    );
BEGIN
    PERFORM ledger.renew_account(
        acting, of_login, new_salt, new_passes, new_memory_kib, new_lanes, new_verifier
    );
    PERFORM ledger.record_access('password_reset', NULL, of_login, '{}'::jsonb);
END
$$;

-- ledger/sql/functions/resolve_batches.sql
-- Finds what the batches of a slice of payments name, and adds them to `paid_batch`; those that
-- name something unknown go to `refused_batch`, with what is wrong.
CREATE OR REPLACE FUNCTION ledger.resolve_batches()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    -- In `resolve_projects` and the like a batch stands for its rows: its number is the row's.
    CREATE TEMPORARY TABLE naming AS
    SELECT
        given.*,
        book.book_id,
        book.import_id,
        NULL::bigint AS project_id,
        NULL::bigint AS source_id,
        contract.log_position AS contract_id,
        contract.project_id AS contract_project_id,
        claim.log_position AS claim_id,
        NULL::text AS refusal,
        0::smallint AS sheet_number,
        given.batch AS row_number,
        FALSE AS already
    FROM staged_disbursements_batch AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    LEFT JOIN ledger.contract AS contract
        ON book.book_id = contract.book_id AND given.contract_code = contract.contract_code
        AND contract.log_position = contract.contract_id
    LEFT JOIN ledger.claim AS claim
        ON book.book_id = claim.book_id AND given.claim_code = claim.claim_code;
    CREATE TEMPORARY TABLE said_before AS SELECT * FROM staged_problem;
    TRUNCATE staged_disbursements_batch, staged_problem;

    PERFORM ledger.resolve_projects('naming');
    PERFORM ledger.resolve_sources('naming');
    -- A payment under a contract that binds money of one source is made from it.
    UPDATE naming SET source_id = bound.source_id
    FROM (
        SELECT book_id, contract_id, min(source_id) AS source_id
        FROM ledger.balance
        WHERE kind = 'committed' AND (book_id, contract_id) IN (
            SELECT book_id, contract_id FROM naming WHERE source_document IS NULL
        )
        GROUP BY book_id, contract_id
        HAVING count(*) = 1
    ) AS bound
    WHERE naming.source_document IS NULL AND naming.book_id = bound.book_id
        AND naming.contract_id = bound.contract_id;
    PERFORM ledger.infer_sources('naming');
    UPDATE naming SET refusal = ledger.claim_refusal(
        book_id, claim_id, project_id, contract_id, occurred_on
    )
    WHERE claim_id IS NOT NULL;
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'contract_code', 'unknown_contract',
        jsonb_build_object('contract', contract_code)
    FROM naming
    WHERE contract_code IS NOT NULL AND contract_id IS NULL
        AND NOT EXISTS (SELECT FROM staged_faulty WHERE sheet = 'contracts')
    UNION ALL
    SELECT
        naming.sheet_number, naming.row_number, 'contract_code', 'contract_of_other_project',
        jsonb_build_object('contract', naming.contract_code, 'project', project.project_code)
    FROM naming
    INNER JOIN ledger.project AS project
        ON naming.book_id = project.book_id AND naming.contract_project_id = project.log_position
    WHERE naming.project_id <> naming.contract_project_id
    UNION ALL
    SELECT
        sheet_number, row_number, 'claim_code', 'unknown_claim',
        jsonb_build_object('claim', claim_code)
    FROM naming
    WHERE claim_code IS NOT NULL AND claim_id IS NULL
        AND NOT EXISTS (SELECT FROM staged_faulty WHERE sheet = 'claims')
    UNION ALL
    SELECT
        sheet_number, row_number, 'claim_code', refusal,
        ledger.payment_grounds(book_id, contract_id, claim_id)
    FROM naming
    WHERE refusal IS NOT NULL
        AND NOT EXISTS (SELECT FROM staged_faulty WHERE sheet IN ('claim_steps', 'sign_offs'));
    PERFORM ledger.report_unpostable_days('naming');

    INSERT INTO refused_batch (batch, column_key, code, details)
    SELECT row_number, column_key, code, details FROM staged_problem;
    TRUNCATE staged_problem;
    INSERT INTO staged_problem SELECT * FROM said_before;
    INSERT INTO paid_batch (
        batch, book_id, import_id, batch_no, occurred_on, project_id, source_id, contract_id,
        claim_id, stage, method, cash_purpose, purpose, approved_on, approved_by, approval_limit,
        period_from
    )
    SELECT
        batch, book_id, import_id, batch_no, occurred_on, project_id, source_id, contract_id,
        claim_id, stage, method, cash_purpose, purpose, approved_on, approved_by, approval_limit,
        period_from
    FROM naming
    WHERE project_id IS NOT NULL AND source_id IS NOT NULL
        AND (claim_code IS NULL OR claim_id IS NOT NULL) AND refusal IS NULL
        AND batch NOT IN (SELECT refused.batch FROM refused_batch AS refused);
    DROP TABLE naming, said_before;
END
$$;

-- ledger/sql/functions/resolve_contracts.sql
-- Finds the contract that each row of a set names by its code, and names the rows, each once, whose
-- contract is unknown or of another project than the row's. The set has the columns contract_code,
-- contract_id, project_code and project_id; a row that names no project gets its contract's.
CREATE OR REPLACE FUNCTION ledger.resolve_contracts(set_of_rows text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    EXECUTE format(
        $query$
        UPDATE %I AS asked SET
            contract_id = contract.contract_id,
            project_id = CASE
                WHEN asked.project_code IS NULL THEN contract.project_id ELSE asked.project_id
            END
        FROM ledger.contract AS contract
        WHERE asked.book_id = contract.book_id AND asked.contract_code = contract.contract_code
            AND contract.log_position = contract.contract_id
        $query$,
        set_of_rows
    );
    EXECUTE format(
        $query$
        INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
        SELECT
            sheet_number, row_number, 'contract_code', 'unknown_contract',
            jsonb_build_object('contract', contract_code)
        FROM %1$I
        WHERE contract_id IS NULL AND contract_code IS NOT NULL
            AND NOT EXISTS (SELECT FROM staged_faulty WHERE sheet = 'contracts')
        UNION
        SELECT
            asked.sheet_number, asked.row_number, 'contract_code', 'contract_of_other_project',
            jsonb_build_object('contract', asked.contract_code, 'project', project.project_code)
        FROM %1$I AS asked
        INNER JOIN ledger.contract AS contract
            ON asked.book_id = contract.book_id AND asked.contract_id = contract.log_position
        INNER JOIN ledger.project AS project
            ON contract.book_id = project.book_id AND contract.project_id = project.log_position
        WHERE asked.project_id <> contract.project_id
        $query$,
        set_of_rows
    );
END
$$;

-- ledger/sql/functions/resolve_projects.sql
-- Finds the project that each row of a set names by its code, and names the rows that name none,
-- each once. The set has the columns project_code and project_id.
CREATE OR REPLACE FUNCTION ledger.resolve_projects(set_of_rows text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    EXECUTE format(
        $query$
        UPDATE %I AS asked SET project_id = project.project_id
        FROM ledger.project AS project
        WHERE asked.book_id = project.book_id AND asked.project_code = project.project_code
            AND project.log_position = project.project_id
        $query$,
        set_of_rows
    );
    EXECUTE format(
        $query$
        INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
        SELECT DISTINCT
            sheet_number, row_number, 'project_code', 'unknown_project',
            jsonb_build_object('project', project_code)
        FROM %I
        WHERE project_id IS NULL AND project_code IS NOT NULL
            AND NOT EXISTS (SELECT FROM staged_faulty WHERE sheet = 'projects')
        $query$,
        set_of_rows
    );
END
$$;

-- ledger/sql/functions/resolve_sources.sql
-- Finds the source that each row of a set names by document and line, and names the rows that
-- name none or several. The set has the columns source_document, source_line and source_id.
CREATE OR REPLACE FUNCTION ledger.resolve_sources(set_of_rows text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    EXECUTE format(
        $query$
        UPDATE %1$I AS asked SET source_id = found.source_id
        FROM (
            SELECT
                named.book_id, named.source_document, named.source_line,
                min(source.log_position) AS source_id
            FROM (
                SELECT DISTINCT book_id, source_document, source_line FROM %1$I
            ) AS named
            INNER JOIN ledger.source AS source
                ON named.book_id = source.book_id AND named.source_document = source.document_no
                AND coalesce(named.source_line, source.document_line) = source.document_line
            WHERE NOT EXISTS (
                SELECT FROM ledger.voucher AS undoing
                WHERE undoing.book_id = source.book_id AND undoing.reverses_id = source.voucher_id
            )
            GROUP BY named.book_id, named.source_document, named.source_line
            HAVING count(*) = 1
        ) AS found
        WHERE asked.book_id = found.book_id AND asked.source_document = found.source_document
            AND asked.source_line IS NOT DISTINCT FROM found.source_line
        $query$,
        set_of_rows
    );
    EXECUTE format(
        $query$
        INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
        SELECT
            asked.sheet_number, asked.row_number, 'source_document',
            CASE WHEN candidates.n > 1 THEN 'ambiguous_source' ELSE 'unknown_source' END,
            jsonb_build_object('document', asked.source_document, 'count', candidates.n)
        FROM %1$I AS asked
        CROSS JOIN LATERAL (
            SELECT count(*) AS n
            FROM ledger.source AS source
            WHERE source.book_id = asked.book_id AND source.document_no = asked.source_document
        ) AS candidates
        WHERE asked.source_id IS NULL AND asked.source_document IS NOT NULL
            AND (
                candidates.n > 1
                OR NOT EXISTS (
                    SELECT FROM staged_faulty
                    WHERE sheet IN (
                        'transfers', 'appropriations', 'donations', 'other_sources',
                        'opening_balances', 'take_backs'
                    )
                )
            )
        $query$,
        set_of_rows
    );
END
$$;

-- ledger/sql/functions/resolve_transfers.sql
-- Finds the transfer that each row of `adjusting` means: the issue or the receipt of its book under
-- that document, line, counterparty and reference, as far as the row gives them. Rows that name
-- none, several, or one that was reversed are named.
CREATE OR REPLACE FUNCTION ledger.resolve_transfers()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    CREATE TEMPORARY TABLE named_transfer AS
    SELECT asked.ordinal, transfer.*, EXISTS (
        SELECT FROM ledger.voucher AS undoing
        WHERE undoing.book_id = asked.book_id AND undoing.reverses_id = transfer.voucher_id
    ) AS undone
    FROM adjusting AS asked
    CROSS JOIN LATERAL (
        SELECT
            issue.voucher_id, issue.log_position AS transfer_issue_id, issue.source_id,
            issue.external_reference, issue.document_line, issue.amount, issue.occurred_on,
            issue.recipient_division_id AS division_id, issue.recipient_name AS name
        FROM ledger.transfer_issue AS issue
        WHERE asked.side = 'issued' AND asked.book_id = issue.book_id
            AND asked.transfer_document = issue.document_no
        UNION ALL
        SELECT
            source.voucher_id, NULL, source.log_position,
            source.external_reference, source.document_line, source.amount,
            source.occurred_on, source.issuer_division_id, source.issuer_name
        FROM ledger.source AS source
        WHERE asked.side = 'received' AND asked.book_id = source.book_id
            AND asked.transfer_document = source.document_no
            AND source.kind IN ('transfer', 'paired_aid', 'bond')
    ) AS transfer
    WHERE coalesce(asked.transfer_reference, transfer.external_reference)
            = transfer.external_reference
        AND coalesce(asked.transfer_line, transfer.document_line) = transfer.document_line
        AND coalesce(asked.counterparty, transfer.division_id)
            IS NOT DISTINCT FROM transfer.division_id
        AND (
            asked.counterparty IS NOT NULL
            OR coalesce(asked.counterparty_name, transfer.name)
                IS NOT DISTINCT FROM transfer.name
        );

    UPDATE adjusting AS asked SET
        transfer_issue_id = found.transfer_issue_id,
        source_id = found.source_id,
        transfer_amount = found.amount,
        transferred_on = date_trunc(voucher.date_precision, found.occurred_on::timestamp)
    FROM named_transfer AS found, ledger.voucher AS voucher
    WHERE asked.ordinal = found.ordinal AND NOT found.undone
        AND asked.book_id = voucher.book_id AND found.voucher_id = voucher.log_position
        AND NOT EXISTS (
            SELECT FROM named_transfer AS other
            WHERE other.ordinal = found.ordinal AND NOT other.undone
                AND other.voucher_id <> found.voucher_id
        );

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        asked.sheet_number, asked.row_number, 'transfer_document',
        CASE
            WHEN candidates.standing > 1 THEN 'ambiguous_transfer'
            WHEN candidates.n > 0 THEN 'transfer_reversed'
            ELSE 'unknown_transfer'
        END,
        jsonb_build_object('document', asked.transfer_document, 'count', candidates.standing)
    FROM adjusting AS asked
    CROSS JOIN LATERAL (
        SELECT count(*) AS n, count(*) FILTER (WHERE NOT named.undone) AS standing
        FROM named_transfer AS named
        WHERE named.ordinal = asked.ordinal
    ) AS candidates
    WHERE asked.source_id IS NULL AND (
        candidates.n > 0
        OR NOT EXISTS (SELECT FROM staged_faulty WHERE sheet = 'transfers')
    );
    DROP TABLE named_transfer;
END
$$;

-- ledger/sql/functions/retire_data_key.sql
-- Retires a sealing key that a newer one has replaced, and forgets it, once no number and no draft
-- is sealed with it; returns whether that was so. Waits for the transactions that hold it. Only
-- whoever changes keys, the owner, may.
CREATE OR REPLACE FUNCTION ledger.retire_data_key(old_version integer)
RETURNS boolean
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    PERFORM FROM ledger.data_key WHERE purpose = 'seal' AND version = old_version FOR UPDATE;
    UPDATE ledger.data_key SET wrapped = NULL, retired_at = clock_timestamp()
    WHERE purpose = 'seal' AND version = old_version AND retired_at IS NULL
        AND version < (SELECT max(newest.version) FROM ledger.data_key AS newest)
        AND NOT EXISTS (SELECT FROM ledger.personal_number WHERE key_version = old_version)
        AND NOT EXISTS (
            SELECT FROM ledger.draft_piece
            WHERE substring(sealed FROM 2 FOR 2) = substring(int4send(old_version) FROM 3)
        );
    RETURN found;
END
$$;

-- ledger/sql/functions/return_draft.sql
-- A draft goes back to its drafter, with the reason: by a reviewer before it is reviewed, after
-- that by whoever may post it. What its reviewer's check staged is gone then.
CREATE OR REPLACE FUNCTION ledger.return_draft(of_draft_id bigint, why text)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    state_now text;
BEGIN
    SELECT state INTO state_now FROM ledger.draft WHERE draft_id = of_draft_id;
    IF state_now = 'reviewed' THEN
        PERFORM ledger.take_reviewed_draft(of_draft_id);
    ELSE
        PERFORM ledger.take_draft_to_review(of_draft_id);
    END IF;
    IF coalesce(btrim(why), '') = '' THEN
        PERFORM ledger.refuse(6, 'reason_missing', '{}'::jsonb);
    END IF;
    UPDATE ledger.draft
    SET state = 'returned', reviewed_by = NULL, changed_at = clock_timestamp()
    WHERE draft_id = of_draft_id;
    DELETE FROM ledger.draft_piece WHERE draft_id = of_draft_id AND staged;
    PERFORM ledger.note_draft_step(of_draft_id, 'returned', btrim(why));
END
$$;

-- ledger/sql/functions/reverse_voucher.sql
-- Undoes a voucher: the same entries with debit and credit exchanged, linked, with a reason.
CREATE OR REPLACE FUNCTION ledger.reverse_voucher(
    of_book_id integer, undone_id bigint, reversed_on date, reason text, author text,
    from_import_id bigint DEFAULT NULL
)
RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    undone ledger.voucher;
    opened bigint;
BEGIN
    SELECT * INTO undone
    FROM ledger.voucher
    WHERE book_id = of_book_id AND log_position = undone_id;
    IF NOT FOUND OR ledger.why_not_reversed(of_book_id, undone_id, reversed_on) IS NOT NULL THEN
        PERFORM ledger.refuse(2, 'cannot_reverse', jsonb_build_object(
            'voucher', undone_id, 'event', undone.event, 'occurred_on', undone.occurred_on
        ));
    END IF;

    SELECT voucher_id INTO STRICT opened
    FROM ledger.open_vouchers(ARRAY[(
        1, of_book_id, 'reversal', reversed_on, 'day', undone.summary, author,
        from_import_id, undone_id, reason
    )::ledger.voucher_request]);

    PERFORM ledger.write_entries(array_agg((
        entry.book_id, opened, entry.side, entry.source_id,
        entry.debit_kind, entry.debit_project_id, entry.debit_contract_id,
        entry.credit_kind, entry.credit_project_id, entry.credit_contract_id, entry.amount
    )::ledger.movement ORDER BY entry.line_number))
    FROM ledger.entry AS entry
    WHERE entry.book_id = of_book_id AND entry.voucher_id = undone_id;
    RETURN opened;
END
$$;

-- ledger/sql/functions/review_draft.sql
-- A draft is reviewed by another person than drafted it, who may review where it goes, and whose
-- own check came to the same rows (promise 6).
CREATE OR REPLACE FUNCTION ledger.review_draft(of_draft_id bigint, of_fingerprint bytea)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    taken ledger.draft;
    reviewer text;
BEGIN
    taken := ledger.take_draft_to_review(of_draft_id);
    reviewer := ledger.acting_login();
    IF taken.fingerprint <> of_fingerprint THEN
        PERFORM ledger.refuse(6, 'not_as_drafted', jsonb_build_object('draft', of_draft_id));
    END IF;
    UPDATE ledger.draft
    SET state = 'reviewed', reviewed_by = reviewer, changed_at = clock_timestamp()
    WHERE draft_id = of_draft_id;
    PERFORM ledger.note_draft_step(of_draft_id, 'reviewed', NULL);
END
$$;

-- ledger/sql/functions/roll_up_balances.sql
-- Sums the next full stretches of a book's log into balance slices, and slices into slices of the
-- next level; returns how many stretches of the log it took, 0 where none is full.
-- A full stretch is committed to its end and never changes, so no posting has to wait.
CREATE OR REPLACE FUNCTION ledger.roll_up_balances(of_book_id integer)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
-- Runs and jobs call it with row security off, past which the owner may not read.
SET row_security = on
AS $$
DECLARE
    most CONSTANT bigint := 64;
    size CONSTANT bigint := ledger.slice_positions(0);
    children bigint;
    first_new bigint;
    last_new bigint;
    taken integer;
BEGIN
    -- One at a time in a book. Postings lock the book's head, not the book.
    PERFORM FROM ledger.book AS book WHERE book.book_id = of_book_id FOR NO KEY UPDATE;
    SELECT coalesce(max(slice.slice_number) + 1, 0) INTO first_new
    FROM ledger.balance_slice AS slice
    WHERE slice.book_id = of_book_id AND slice.level = 0;
    SELECT least(head.last_position / size, first_new + most) - 1 INTO STRICT last_new
    FROM ledger.book_head AS head
    WHERE head.book_id = of_book_id;
    taken := greatest(last_new - first_new + 1, 0);
    IF taken = 0 THEN
        RETURN 0;
    END IF;
    INSERT INTO ledger.balance_slice (
        book_id, level, slice_number, first_recorded_at, last_recorded_at
    )
    SELECT of_book_id, 0, wanted.slice_number, spanned.first_at, spanned.last_at
    FROM generate_series(first_new, last_new) AS wanted (slice_number)
    LEFT JOIN (
        SELECT
            (entry.log_position - 1) / size AS slice_number,
            min(entry.recorded_at) AS first_at, max(entry.recorded_at) AS last_at
        FROM ledger.entry AS entry
        WHERE entry.book_id = of_book_id
            AND entry.log_position BETWEEN first_new * size + 1 AND (last_new + 1) * size
        GROUP BY 1
    ) AS spanned ON wanted.slice_number = spanned.slice_number;
    INSERT INTO ledger.balance_slice_day (
        book_id, level, slice_number, project_id, source_id, kind, day, amount
    )
    SELECT
        of_book_id, 0, (entry.log_position - 1) / size, side.project_id, entry.source_id,
        side.kind, entry.occurred_on,
        sum(sum(side.amount)) OVER (
            PARTITION BY
                (entry.log_position - 1) / size, side.project_id, entry.source_id, side.kind
            ORDER BY entry.occurred_on
        )
    FROM ledger.entry AS entry
    CROSS JOIN LATERAL (
        VALUES
        (entry.debit_kind, 0, entry.amount),
        (entry.credit_kind, 0, -entry.amount),
        (entry.debit_kind, entry.debit_project_id, entry.amount),
        (entry.credit_kind, entry.credit_project_id, -entry.amount)
    ) AS side (kind, project_id, amount)
    WHERE entry.book_id = of_book_id
        AND entry.log_position BETWEEN first_new * size + 1 AND (last_new + 1) * size
        AND side.project_id IS NOT NULL
    GROUP BY 3, side.project_id, entry.source_id, side.kind, entry.occurred_on;

    FOR upper_level IN 1..9 LOOP
        children := ledger.slice_positions(upper_level) / ledger.slice_positions(upper_level - 1);
        SELECT
            coalesce(max(slice.slice_number) FILTER (WHERE slice.level = upper_level) + 1, 0),
            (max(slice.slice_number) FILTER (WHERE slice.level < upper_level) + 1) / children - 1
        INTO first_new, last_new
        FROM ledger.balance_slice AS slice
        WHERE slice.book_id = of_book_id AND slice.level IN (upper_level - 1, upper_level);
        EXIT WHEN last_new < first_new;
        INSERT INTO ledger.balance_slice (
            book_id, level, slice_number, first_recorded_at, last_recorded_at
        )
        SELECT
            of_book_id, upper_level, child.slice_number / children,
            min(child.first_recorded_at), max(child.last_recorded_at)
        FROM ledger.balance_slice AS child
        WHERE child.book_id = of_book_id AND child.level = upper_level - 1
            AND child.slice_number BETWEEN first_new * children AND (last_new + 1) * children - 1
        GROUP BY child.slice_number / children;
        INSERT INTO ledger.balance_slice_day (
            book_id, level, slice_number, project_id, source_id, kind, day, amount
        )
        SELECT
            of_book_id, upper_level, moved.slice_number, moved.project_id, moved.source_id,
            moved.kind, moved.day,
            sum(sum(moved.amount)) OVER (
                PARTITION BY moved.slice_number, moved.project_id, moved.source_id, moved.kind
                ORDER BY moved.day
            )
        FROM (
            SELECT
                child.slice_number / children AS slice_number, child.project_id,
                child.source_id, child.kind, child.day,
                child.amount - lag(child.amount, 1, 0.00) OVER (
                    PARTITION BY
                        child.slice_number, child.project_id, child.source_id, child.kind
                    ORDER BY child.day
                ) AS amount
            FROM ledger.balance_slice_day AS child
            WHERE child.book_id = of_book_id AND child.level = upper_level - 1
                AND child.slice_number
                BETWEEN first_new * children AND (last_new + 1) * children - 1
        ) AS moved
        GROUP BY
            moved.slice_number, moved.project_id, moved.source_id, moved.kind, moved.day;
    END LOOP;
    RETURN taken;
END
$$;

-- ledger/sql/functions/salt_of.sql
-- The salt of the fact at a place of a log, made from a seed that nobody keeps: who learns one salt
-- learns nothing of the next. Without settings of its own, so that it is written into the query.
CREATE OR REPLACE FUNCTION ledger.salt_of(seed bytea, of_book_id integer, at_position bigint)
RETURNS uuid
LANGUAGE sql
IMMUTABLE
AS $$
SELECT
    encode(
        substring(sha256(seed || int4send(of_book_id) || int8send(at_position)) FROM 1 FOR 16), 'hex'
    )::uuid;
$$;

-- ledger/sql/functions/sealed_number.sql
-- Gives out one sealed number of a book, with the wrapped key that opens it, to a person who may
-- see it and says why. That they did is on record in the same transaction. Number and key are read
-- by one statement, so that a rotation cannot come between them.
CREATE OR REPLACE FUNCTION ledger.sealed_number(
    kind_asked text, hash_asked bytea, book_asked integer, reason text
)
RETURNS TABLE (sealed bytea, version integer, wrapped bytea, master_fingerprint bytea)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    holder text;
BEGIN
    PERFORM ledger.check_power_in('reveal', book_asked);
    IF coalesce(btrim(reason), '') = '' THEN
        PERFORM ledger.refuse(11, 'purpose_missing', '{}'::jsonb);
    END IF;
    holder := ledger.holder_of_number(kind_asked, hash_asked, book_asked);
    IF holder IS NULL THEN
        PERFORM ledger.refuse(11, 'no_such_number', '{}'::jsonb);
    END IF;
    PERFORM ledger.record_access(
        'personal_data_read', book_asked, holder,
        jsonb_build_object(
            'kind', kind_asked, 'hashed', encode(hash_asked, 'hex'), 'reason', btrim(reason)
        )
    );
    RETURN QUERY
    SELECT number.sealed, key.version, key.wrapped, key.master_fingerprint
    FROM ledger.personal_number AS number
    INNER JOIN ledger.data_key AS key
        ON number.key_version = key.version AND key.purpose = 'seal'
    WHERE number.kind = kind_asked AND number.hashed = hash_asked;
    IF NOT found THEN
        -- A matching list is compared by its hashes alone: its numbers are kept nowhere.
        PERFORM ledger.refuse(11, 'no_such_number', '{}'::jsonb);
    END IF;
END
$$;

-- ledger/sql/functions/sealed_second_factor.sql
-- The sealed secret of the acting person's codes, and whether it counts yet.
CREATE OR REPLACE FUNCTION ledger.sealed_second_factor(door bytea)
RETURNS TABLE (sealed bytea, confirmed boolean)
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
SELECT factor.sealed, factor.confirmed_at IS NOT NULL
FROM ledger.presented_session() AS presented
INNER JOIN ledger.second_factor AS factor ON presented.login = factor.login
WHERE presented.purpose IN ('work', 'second_factor') AND ledger.is_door_key(door);
$$;

-- ledger/sql/functions/seed_of_salts.sql
-- A secret to make the salts of a set of facts from, asked for once a statement and kept nowhere:
-- the operating system gives random numbers one by one at several times the price of a hash.
CREATE OR REPLACE FUNCTION ledger.seed_of_salts()
RETURNS bytea
LANGUAGE sql
VOLATILE
SET search_path = ledger, pg_temp
AS $$
SELECT uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
$$;

-- ledger/sql/functions/sessions_of_mine.sql
-- The acting person's sessions, and which of them asks.
CREATE OR REPLACE FUNCTION ledger.sessions_of_mine()
RETURNS TABLE (
    session_number bigint, address text, agent text, created_at timestamptz,
    last_seen_at timestamptz, current boolean
)
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
SELECT
    live.session_number, live.address, live.agent, live.created_at, live.last_seen_at,
    live.token_sha256 = presented.token_sha256
FROM ledger.presented_session() AS presented
INNER JOIN ledger.live_session AS live ON presented.login = live.login
WHERE presented.purpose = 'work'
ORDER BY live.last_seen_at DESC;
$$;

-- ledger/sql/functions/set_aside_known_payments.sql
-- Takes out of staging the payments that are posted already, and names those that say something
-- else than what is posted, and those that stand in the file twice.
CREATE OR REPLACE FUNCTION ledger.set_aside_known_payments()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    CREATE TEMPORARY TABLE known_payment AS
    SELECT
        staged.sheet_number, staged.row_number, staged.external_reference,
        CASE WHEN voucher.import_id = batch.import_id THEN known.import_row END AS first_row,
        concat_ws(
            E'\n',
            CASE WHEN known.amount <> staged.amount THEN 'amount=' || known.amount END,
            CASE
                WHEN known.occurred_on <> batch.occurred_on
                    THEN 'occurred_on=' || known.occurred_on
            END,
            CASE WHEN known.project_id <> batch.project_id THEN 'project_code' END,
            CASE WHEN known.source_id <> batch.source_id THEN 'source_document' END,
            CASE
                WHEN known.contract_id IS DISTINCT FROM batch.contract_id THEN 'contract_code'
            END,
            CASE WHEN known.claim_id IS DISTINCT FROM batch.claim_id THEN 'claim_code' END,
            CASE WHEN known.stage IS DISTINCT FROM batch.stage THEN 'stage' END,
            CASE
                WHEN known.reissue_of IS DISTINCT FROM staged.reissue_of THEN 'reissue_of'
            END,
            CASE WHEN known.payee_id <> party.payee_id THEN 'payee_name' END,
            CASE
                WHEN known.bank_account_id IS DISTINCT FROM party.bank_account_id THEN 'account'
            END
        ) AS fields,
        EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = known.book_id AND undoing.reverses_id = known.voucher_id
        ) AS reversed
    FROM staged_disbursements AS staged
    INNER JOIN paid_batch AS batch ON staged.batch = batch.batch
    INNER JOIN paid_party AS party ON staged.party = party.party
    INNER JOIN ledger.disbursement AS known
        ON batch.book_id = known.book_id AND staged.external_reference = known.external_reference
    INNER JOIN ledger.voucher AS voucher
        ON known.book_id = voucher.book_id AND known.voucher_id = voucher.log_position
    UNION ALL
    SELECT sheet_number, row_number, external_reference, first_row, '', FALSE
    FROM (
        SELECT
            staged.sheet_number, staged.row_number, staged.external_reference,
            first_value(staged.row_number) OVER same_reference AS first_row,
            row_number() OVER same_reference AS nth
        FROM staged_disbursements AS staged
        INNER JOIN paid_batch AS batch ON staged.batch = batch.batch
        WINDOW same_reference AS (
            PARTITION BY batch.book_id, staged.external_reference
            ORDER BY staged.sheet_number, staged.row_number
        )
    ) AS numbered
    WHERE nth > 1;

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'external_reference', 'same_reference_twice',
        jsonb_build_object('first_row', first_row)
    FROM known_payment
    WHERE first_row IS NOT NULL
    UNION ALL
    SELECT
        sheet_number, row_number, 'external_reference', 'same_reference_differs',
        jsonb_build_object('reference', external_reference, 'fields', fields)
    FROM known_payment
    WHERE first_row IS NULL AND fields <> ''
    UNION ALL
    SELECT sheet_number, row_number, 'external_reference', 'posted_and_reversed', '{}'::jsonb
    FROM known_payment
    WHERE first_row IS NULL AND fields = '' AND reversed;
    DELETE FROM staged_disbursements AS staged
    USING known_payment
    WHERE staged.sheet_number = known_payment.sheet_number
        AND staged.row_number = known_payment.row_number;
    DROP TABLE known_payment;
END
$$;

-- ledger/sql/functions/settle_import.sql
-- Has every promise that an import defers to its end be kept now, but for that of its review,
-- which a trial never has: that is asked where it is committed. Then the vault takes the numbers.
CREATE OR REPLACE FUNCTION ledger.settle_import()
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    EXECUTE (
        SELECT 'SET CONSTRAINTS ' || string_agg(format('ledger.%I', deferred.conname), ', ')
            || ' IMMEDIATE'
        FROM pg_constraint AS deferred
        WHERE deferred.connamespace = 'ledger'::regnamespace AND deferred.condeferrable
            AND deferred.conname <> 'import_is_reviewed'
    );
    PERFORM ledger.keep_numbers();
END
$$;

-- ledger/sql/functions/sign_out.sql
-- Ends the session whose token was given, whatever it was for.
CREATE OR REPLACE FUNCTION ledger.sign_out()
RETURNS void
LANGUAGE sql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DELETE FROM ledger.web_session AS session
WHERE session.token_sha256
    = sha256(convert_to(current_setting('mingzhang.session', TRUE), 'UTF8'));
$$;

-- ledger/sql/functions/slice_positions.sql
-- How many log positions a balance slice of a level covers: 4,096, and four times as many each
-- level up. Slices that are there were made by these lengths: who changes them empties
-- balance_slice and balance_slice_day first.
CREATE OR REPLACE FUNCTION ledger.slice_positions(of_level integer)
RETURNS bigint
LANGUAGE sql
IMMUTABLE
AS $$
    SELECT 4096 * (4::bigint ^ of_level)::bigint;
$$;

-- ledger/sql/functions/standing_refunds.sql
-- What came back of a payment and was not reversed since. Read in a FROM clause it becomes part of
-- the query that asks, so that sets of payments are asked about at once.
CREATE OR REPLACE FUNCTION ledger.standing_refunds(of_book_id integer, of_disbursement_id bigint)
RETURNS SETOF ledger.refund
LANGUAGE sql
STABLE
AS $$
    SELECT refund.*
    FROM ledger.refund AS refund
    WHERE refund.book_id = of_book_id AND refund.disbursement_id = of_disbursement_id
        AND NOT EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = refund.book_id AND undoing.reverses_id = refund.voucher_id
        );
$$;

-- ledger/sql/functions/statutory_codes.sql
-- The codes that a movement of cash has on a day: a row for each chart of the regime in force, its
-- codes null where none is known. No row on a day of which no regime is known. Views of the facts
-- call it as whoever reads them.
CREATE OR REPLACE FUNCTION ledger.statutory_codes(
    of_event text, of_source_kind text, from_kind text, to_kind text, on_day date
)
RETURNS TABLE (
    regime text, chart text, debit_code text, credit_code text, standing text
)
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
-- Runs and jobs call it with row security off, past which the owner may not read.
SET row_security = on
ROWS 2
AS $$
SELECT
    regime.regime,
    chart.chart,
    mapping.debit_code,
    mapping.credit_code,
    coalesce(mapping.standing, 'unconfirmed')
FROM ledger.statutory_regime AS regime
CROSS JOIN LATERAL unnest(regime.charts) AS chart (chart)
LEFT JOIN LATERAL (
    SELECT known.debit_code, known.credit_code, known.standing
    FROM ledger.statutory_mapping AS known
    WHERE known.regime = regime.regime
        AND known.chart = chart.chart
        AND known.event IN (of_event, '*')
        AND known.source_kind IN (of_source_kind, '*')
        AND known.credit_kind = from_kind
        AND known.debit_kind = to_kind
        AND on_day BETWEEN known.valid_from AND coalesce(known.valid_to, 'infinity')
    ORDER BY
        known.origin = 'office' DESC, known.event <> '*' DESC, known.source_kind <> '*' DESC,
        known.valid_from DESC
    LIMIT 1
) AS mapping ON TRUE
WHERE on_day BETWEEN regime.valid_from AND coalesce(regime.valid_to, 'infinity')
$$;

-- ledger/sql/functions/sums_of_import.sql
-- The sums of the import under way, by book and event, in yuan. Its own vouchers are newer than all
-- statistics, which take them for none: each is asked for its amount by itself, or the plan goes
-- through all entries of the book for each. Whoever imports sees the sums of what they staged.
CREATE OR REPLACE FUNCTION ledger.sums_of_import()
RETURNS TABLE (book text, event text, vouchers bigint, amount numeric)
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT division.name, own.event, count(*), sum(moved.amount)
    FROM staged_book AS staged
    INNER JOIN ledger.division AS division ON staged.division_id = division.division_id
    INNER JOIN ledger.voucher AS own
        ON staged.book_id = own.book_id AND own.log_position > staged.import_id
    CROSS JOIN LATERAL (
        SELECT sum(entry.amount) AS amount
        FROM ledger.amount_entry AS entry
        WHERE entry.book_id = own.book_id AND entry.voucher_id = own.log_position
    ) AS moved
    WHERE own.import_id = staged.import_id AND moved.amount IS NOT NULL
    GROUP BY staged.book_id, division.name, own.event
    ORDER BY staged.book_id, min(own.log_position);
END
$$;

-- ledger/sql/functions/take_code.sql
-- Whether a code proves a person: a step of time that is later than the last one taken, which
-- Python found the code to be of, or the hash of a recovery code. Neither is taken twice.
CREATE OR REPLACE FUNCTION ledger.take_code(of_login text, step bigint, recovery bytea)
RETURNS boolean
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    IF step IS NOT NULL THEN
        UPDATE ledger.second_factor AS factor
        SET last_step = step
        WHERE factor.login = of_login AND factor.last_step < step
            -- No later than what a clock a minute ahead would show.
            AND step <= extract(EPOCH FROM clock_timestamp())::bigint / 30 + 2;
    ELSE
        DELETE FROM ledger.recovery_code AS code
        WHERE code.login = of_login AND code.code_sha256 = recovery;
    END IF;
    RETURN FOUND;
END
$$;

-- ledger/sql/functions/take_draft_to_review.sql
-- Locks a draft that waits for its review by whoever acts: not by who drafted it (promise 6).
CREATE OR REPLACE FUNCTION ledger.take_draft_to_review(of_draft_id bigint)
RETURNS ledger.draft
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    taken ledger.draft := ledger.lock_draft(of_draft_id);
BEGIN
    IF taken.drafted_by = ledger.check_power('review', taken.division_id) THEN
        PERFORM ledger.refuse(
            6, 'draft_own_review',
            jsonb_build_object('draft', of_draft_id, 'login', taken.drafted_by)
        );
    END IF;
    IF taken.state <> 'drafted' THEN
        PERFORM ledger.refuse(
            6, 'draft_not_waiting',
            jsonb_build_object('draft', of_draft_id, 'state', taken.state)
        );
    END IF;
    RETURN taken;
END
$$;

-- ledger/sql/functions/take_horizon.sql
-- Fixes what a run can see: a day, and where the log of each book ends at this moment.
-- Positions follow commit order, so a position is a state of the book that never changes again.
CREATE OR REPLACE FUNCTION ledger.take_horizon(day date)
RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
-- Runs and jobs call it with row security off, past which the owner may not read.
SET row_security = on
AS $$
DECLARE
    taken bigint;
BEGIN
    INSERT INTO ledger.horizon (as_of, taken_at)
    VALUES (day, clock_timestamp())
    RETURNING horizon_id INTO taken;
    INSERT INTO ledger.horizon_position (book_id, horizon_id, seen_position, as_of)
    SELECT head.book_id, taken, head.last_position, day
    FROM ledger.book_head AS head;
    RETURN taken;
END
$$;

-- ledger/sql/functions/take_own_draft.sql
-- Locks a draft of whoever acts that may still be changed: nobody has posted or withdrawn it.
CREATE OR REPLACE FUNCTION ledger.take_own_draft(of_draft_id bigint)
RETURNS ledger.draft
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    taken ledger.draft := ledger.lock_draft(of_draft_id);
BEGIN
    IF taken.drafted_by IS DISTINCT FROM ledger.acting_login() THEN
        PERFORM ledger.refuse(11, 'unknown_draft', jsonb_build_object('draft', of_draft_id));
    END IF;
    IF taken.state NOT IN ('drafted', 'returned', 'reviewed') THEN
        PERFORM ledger.refuse(
            2, 'draft_ended', jsonb_build_object('draft', of_draft_id, 'state', taken.state)
        );
    END IF;
    RETURN taken;
END
$$;

-- ledger/sql/functions/take_paired.sql
-- Takes what was paired just now out of what is unmatched: what goes together with its parts, and a
-- part with what it belongs to. Returns how many matches.
CREATE OR REPLACE FUNCTION ledger.take_paired()
RETURNS bigint
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    taken bigint;
BEGIN
    -- Where one line is a batch and another a payment of it, one of them is wrong: neither these
    -- lines nor that family are matched any further, and people decide.
    WITH doubtful AS (
        DELETE FROM pairing
        USING open_movement AS own
        WHERE pairing.movement = own.movement AND own.family IN (
            SELECT both_of.family
            FROM pairing AS given
            INNER JOIN open_movement AS both_of ON given.movement = both_of.movement
            GROUP BY both_of.family
            HAVING bool_or(both_of.parts > 1) AND bool_or(both_of.parts = 1)
        )
        RETURNING pairing.line_id, own.family
    ),
    left_out AS (
        DELETE FROM open_line USING doubtful WHERE open_line.line_id = doubtful.line_id
    )
    DELETE FROM open_movement USING doubtful WHERE open_movement.family = doubtful.family;
    INSERT INTO taken_pair
    SELECT pairing.line_id, moved.voucher_id, moved.disbursement_id, pairing.basis
    FROM pairing
    INNER JOIN open_movement AS moved ON pairing.movement = moved.movement
    WHERE moved.voucher_id IS NOT NULL
    UNION ALL
    SELECT pairing.line_id, part.voucher_id, part.disbursement_id, pairing.basis
    FROM pairing
    INNER JOIN open_movement AS moved ON pairing.movement = moved.movement
    INNER JOIN open_movement AS part ON moved.family = part.family
    WHERE moved.voucher_id IS NULL AND part.voucher_id IS NOT NULL;
    GET DIAGNOSTICS taken = ROW_COUNT;
    DELETE FROM open_line USING pairing WHERE open_line.line_id = pairing.line_id;
    DELETE FROM open_movement
    USING pairing
    INNER JOIN open_movement AS own ON pairing.movement = own.movement
    WHERE open_movement.family = own.family AND (
        open_movement.movement = own.movement OR own.parts > 1 OR open_movement.parts > 1
    );
    TRUNCATE pairing;
    RETURN taken;
END
$$;

-- ledger/sql/functions/take_positions.sql
-- Locks the heads of the books named, in order, and takes as many log positions in each.
-- Positions are taken only under that lock, here and by what posts one payment online
-- (post_disbursement, move_payments), so a log has no gap and follows commit order.
CREATE OR REPLACE FUNCTION ledger.take_positions(book_ids integer[], counts bigint[])
RETURNS TABLE (book_id integer, base bigint, recorded_at timestamptz)
ROWS 10
LANGUAGE plpgsql
AS $$
#variable_conflict use_column
BEGIN
    IF cardinality(book_ids) > 1 THEN
        PERFORM 1
        FROM ledger.book_head AS head
        WHERE head.book_id = ANY(book_ids)
        ORDER BY head.book_id
        FOR UPDATE;
    END IF;

    RETURN QUERY
    UPDATE ledger.book_head AS head
    SET
        last_position = head.last_position + wanted.n,
        last_recorded_at = greatest(clock_timestamp(), head.last_recorded_at)
    FROM unnest(book_ids, counts) AS wanted (book_id, n)
    WHERE head.book_id = wanted.book_id
    RETURNING head.book_id, head.last_position - wanted.n, head.last_recorded_at;
END
$$;

-- ledger/sql/functions/take_reviewed_draft.sql
-- Locks a draft for posting: it was reviewed by another person than drafted it, and whoever acts
-- may post where it goes (promise 6).
CREATE OR REPLACE FUNCTION ledger.take_reviewed_draft(of_draft_id bigint)
RETURNS ledger.draft
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    taken ledger.draft := ledger.lock_draft(of_draft_id);
BEGIN
    PERFORM ledger.check_power('post', taken.division_id);
    IF taken.state <> 'reviewed' THEN
        PERFORM ledger.refuse(
            6, 'draft_not_reviewed',
            jsonb_build_object('draft', of_draft_id, 'state', taken.state)
        );
    END IF;
    RETURN taken;
END
$$;

-- ledger/sql/functions/take_right_request.sql
-- A request for a right that nobody has decided on yet; two who decide at once take their turn.
CREATE OR REPLACE FUNCTION ledger.take_right_request(of_request_id bigint)
RETURNS ledger.right_request
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    taken ledger.right_request;
BEGIN
    SELECT * INTO taken
    FROM ledger.right_request
    WHERE request_id = of_request_id
    FOR UPDATE;
    IF taken.request_id IS NULL THEN
        PERFORM ledger.refuse(
            11, 'unknown_right_request', jsonb_build_object('request', of_request_id)
        );
    END IF;
    RETURN taken;
END
$$;

-- ledger/sql/functions/today_in_beijing.sql
-- The business date of this moment.
CREATE OR REPLACE FUNCTION ledger.today_in_beijing()
RETURNS date
LANGUAGE sql
STABLE
AS $$ SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date; $$;

-- ledger/sql/functions/trial_balance.sql
-- The trial balance of a book and month (202403) by statutory code, in yuan, for each chart of the
-- regime in force on its last day. Balances are debits less credits. What happened in earlier years
-- is told in this regime's codes, its income and expenditure closed to the surplus they close to.
CREATE OR REPLACE FUNCTION ledger.trial_balance(of_book_id integer, of_period integer)
RETURNS TABLE (
    regime text, chart text, code text, name text, balance_side text, standing text,
    opening numeric, debit numeric, credit numeric, closing numeric
)
LANGUAGE sql
STABLE
AS $$
WITH asked AS MATERIALIZED (
    SELECT
        make_date(of_period / 100, 1, 1) AS year_begins,
        make_date(of_period / 100, of_period % 100, 1) AS month_begins,
        (make_date(of_period / 100, of_period % 100, 1) + interval '1 month')::date AS month_ends
),
in_force AS MATERIALIZED (
    SELECT regime.regime, regime.valid_from
    FROM ledger.statutory_regime AS regime
    CROSS JOIN asked
    WHERE asked.month_ends - 1
        BETWEEN regime.valid_from AND coalesce(regime.valid_to, 'infinity')
),
moved AS MATERIALIZED (
    SELECT
        turnover.event, turnover.source_kind, turnover.credit_kind, turnover.debit_kind,
        -- What came before this regime is told as on its first day.
        greatest(turnover.occurred_on, in_force.valid_from) AS told_on,
        turnover.occurred_on < asked.year_begins AS in_earlier_year,
        turnover.occurred_on >= asked.month_begins AS in_month,
        sum(turnover.amount) AS amount
    FROM facts.cash_turnover AS turnover
    CROSS JOIN asked
    CROSS JOIN in_force
    WHERE turnover.book_id = of_book_id AND turnover.occurred_on < asked.month_ends
    GROUP BY 1, 2, 3, 4, 5, 6, 7
),
line AS (
    SELECT
        codes.regime,
        codes.chart,
        CASE WHEN moved.in_earlier_year THEN coalesce(account.closes_to, side.code) ELSE side.code
        END AS code,
        codes.standing,
        moved.in_month,
        side.is_debit,
        moved.amount
    FROM moved
    CROSS JOIN LATERAL ledger.statutory_codes(
        moved.event, moved.source_kind, moved.credit_kind, moved.debit_kind, moved.told_on
    ) AS codes
    CROSS JOIN LATERAL (
        VALUES (TRUE, codes.debit_code), (FALSE, codes.credit_code)
    ) AS side (is_debit, code)
    LEFT JOIN ledger.statutory_account AS account
        ON codes.regime = account.regime AND codes.chart = account.chart
            AND side.code = account.code
),
summed AS (
    SELECT
        line.regime, line.chart, line.code,
        bool_and(line.standing = 'confirmed') AS all_confirmed,
        coalesce(sum(CASE WHEN line.is_debit THEN line.amount ELSE -line.amount END)
            FILTER (WHERE NOT line.in_month), 0) AS opening,
        coalesce(sum(line.amount) FILTER (WHERE line.in_month AND line.is_debit), 0) AS debit,
        coalesce(sum(line.amount) FILTER (WHERE line.in_month AND NOT line.is_debit), 0) AS credit
    FROM line
    GROUP BY line.regime, line.chart, line.code
)
SELECT
    summed.regime,
    summed.chart,
    summed.code,
    account.name,
    account.balance_side,
    CASE
        WHEN summed.code IS NULL THEN 'unknown'
        WHEN summed.all_confirmed AND account.standing = 'confirmed' THEN 'confirmed'
        ELSE 'unconfirmed'
    END,
    summed.opening,
    summed.debit,
    summed.credit,
    summed.opening + summed.debit - summed.credit
FROM summed
LEFT JOIN ledger.statutory_account AS account
    ON summed.regime = account.regime AND summed.chart = account.chart
        AND summed.code = account.code
WHERE summed.opening <> 0 OR summed.debit <> 0 OR summed.credit <> 0
ORDER BY array_position(ARRAY['general', 'financial', 'budget'], summed.chart), summed.code
$$;

-- ledger/sql/functions/user_accounts.sql
-- The accounts, for those who may see them: how each is signed in to, and never by what.
CREATE OR REPLACE FUNCTION ledger.user_accounts()
RETURNS TABLE (
    login text, name text, division text, created_at timestamptz, created_by text,
    disabled_at timestamptz, must_change boolean, last_signed_in_at timestamptz,
    second_factor boolean, subject text
)
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
SELECT
    account.login, account.name, division.name, account.created_at, account.created_by,
    account.disabled_at, secret.must_change, secret.last_signed_in_at,
    EXISTS (
        SELECT FROM ledger.second_factor AS factor
        WHERE factor.login = account.login AND factor.confirmed_at IS NOT NULL
    ),
    secret.subject
FROM ledger.user_account AS account
INNER JOIN ledger.user_secret AS secret ON account.login = secret.login
LEFT JOIN ledger.division AS division ON account.division_id = division.division_id
WHERE
    ledger.holds('account')
    AND (account.division_id IS NULL OR ledger.holds_at('account', account.division_id))
ORDER BY account.login;
$$;

-- ledger/sql/functions/who_acts.sql
-- Who has the session whose token was given, and what it is for; it is marked as used.
CREATE OR REPLACE FUNCTION ledger.who_acts()
RETURNS TABLE (
    login text, name text, division_id text, form_token text, purpose text, second_factor boolean
)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    -- Once a minute is enough to tell idle from used.
    UPDATE ledger.web_session AS session
    SET last_seen_at = clock_timestamp()
    FROM ledger.presented_session() AS presented
    WHERE session.token_sha256 = presented.token_sha256
        AND session.last_seen_at < clock_timestamp() - INTERVAL '1 minute';
    RETURN QUERY
    SELECT
        account.login, account.name, account.division_id, session.form_token, session.purpose,
        EXISTS (
            SELECT FROM ledger.second_factor AS factor
            WHERE factor.login = account.login AND factor.confirmed_at IS NOT NULL
        )
    FROM ledger.presented_session() AS presented
    INNER JOIN ledger.web_session AS session ON presented.token_sha256 = session.token_sha256
    INNER JOIN ledger.user_account AS account ON presented.login = account.login;
END
$$;

-- ledger/sql/functions/why_not_reversed.sql
-- Why a voucher cannot be reversed on a day: it is a reversal itself, was reversed already, the day
-- is before its own, or something rests on it that has to be reversed first; null if it can be.
CREATE OR REPLACE FUNCTION ledger.why_not_reversed(
    of_book_id integer, of_voucher_id bigint, reversed_on date
)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = ledger, pg_temp
AS $$
    SELECT CASE
        WHEN undone.event = 'reversal' THEN 'reversal'
        WHEN EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = of_book_id AND undoing.reverses_id = of_voucher_id
        ) THEN 'reversed'
        WHEN reversed_on < undone.occurred_on THEN 'earlier'
        WHEN ledger.is_refunded(of_book_id, of_voucher_id) THEN 'refunded'
        WHEN ledger.is_adjusted(of_book_id, of_voucher_id) THEN 'adjusted'
        WHEN ledger.is_paid_again(of_book_id, of_voucher_id) THEN 'paid_again'
    END
    FROM ledger.voucher AS undone
    WHERE undone.book_id = of_book_id AND undone.log_position = of_voucher_id;
$$;

-- ledger/sql/functions/withdraw_draft.sql
-- Its drafter takes a draft back: nothing of it will be posted, and its content is gone.
CREATE OR REPLACE FUNCTION ledger.withdraw_draft(of_draft_id bigint)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    PERFORM ledger.take_own_draft(of_draft_id);
    UPDATE ledger.draft
    SET state = 'withdrawn', changed_at = clock_timestamp()
    WHERE draft_id = of_draft_id;
    PERFORM ledger.note_draft_step(of_draft_id, 'withdrawn', NULL);
    DELETE FROM ledger.draft_piece WHERE draft_id = of_draft_id;
END
$$;

-- ledger/sql/functions/withdraw_right_request.sql
-- Whoever asked for a right takes the request back before it is decided on.
CREATE OR REPLACE FUNCTION ledger.withdraw_right_request(of_request_id bigint)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    asked ledger.right_request := ledger.take_right_request(of_request_id);
BEGIN
    INSERT INTO ledger.right_decision (request_id, recorded_at, recorded_by, decision, reason)
    VALUES (
        of_request_id, clock_timestamp(), ledger.check_power('right', asked.division_id),
        'withdrawn', ''
    );
END
$$;

-- ledger/sql/functions/write_account.sql
-- Writes an account with a password that was made up for it and has to be changed; false where the
-- login is taken. Only the owner and the functions that ask who acts call it.
CREATE OR REPLACE FUNCTION ledger.write_account(
    author text, new_login text, new_name text, of_division_id text, new_salt bytea,
    new_passes integer, new_memory_kib integer, new_lanes integer, new_verifier bytea
)
RETURNS boolean
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    INSERT INTO ledger.user_account (login, name, division_id, created_at, created_by)
    VALUES (new_login, new_name, of_division_id, clock_timestamp(), author)
    ON CONFLICT (login) DO NOTHING;
    IF NOT FOUND THEN
        RETURN FALSE;
    END IF;
    INSERT INTO ledger.user_secret (
        login, salt, passes, memory_kib, lanes, verifier, must_change, set_at, set_by
    )
    VALUES (
        new_login, new_salt, new_passes, new_memory_kib, new_lanes, new_verifier, TRUE,
        clock_timestamp(), author
    );
    RETURN TRUE;
END
$$;

-- ledger/sql/functions/write_changed_contracts.sql
-- Writes the versions of contracts that stand in `changed`, and returns how many there are.
CREATE OR REPLACE FUNCTION ledger.write_changed_contracts(author text)
RETURNS integer
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    written integer;
BEGIN
    PERFORM ledger.place_rows('changed');
    INSERT INTO ledger.contract (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, effective_on,
        contract_id, contract_code, project_id, payee_id, kind, procurement_method, amount,
        signed_on, retention_percent, settled_on, retention_until,
        awarded_on, awarded_to, award_amount, method_ground, filed_on, published_on,
        estimate_amount, bid_bond_amount, performance_bond_amount, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, effective_on,
        coalesce(contract_id, log_position), contract_code, project_id, payee_id, kind,
        procurement_method, amount, signed_on, retention_percent, settled_on, retention_until,
        awarded_on, awarded_to, award_amount, method_ground, filed_on, published_on,
        estimate_amount, bid_bond_amount, performance_bond_amount,
        evidence
    FROM changed;
    GET DIAGNOSTICS written = ROW_COUNT;
    DROP TABLE changed;
    RETURN written;
END
$$;

-- ledger/sql/functions/write_entries.sql
-- Writes entries of one or more vouchers, numbering their lines after those they have.
-- Rows of the ledger are looked up one by one, by index (LATERAL ... LIMIT 1): the statistics of a
-- table that this very transaction is filling would mislead the planner to read all of it.
CREATE OR REPLACE FUNCTION ledger.write_entries(movements ledger.movement[])
RETURNS void
LANGUAGE plpgsql
AS $$
#variable_conflict use_column
BEGIN
    WITH movement AS MATERIALIZED (
        SELECT moved.*
        FROM unnest(movements) WITH ORDINALITY AS moved (
            book_id, voucher_id, side, source_id, credit_kind, credit_project_id,
            credit_contract_id, debit_kind, debit_project_id, debit_contract_id, amount, nth
        )
    ),
    wanted AS MATERIALIZED (
        SELECT array_agg(counted.book_id) AS book_ids, array_agg(counted.n) AS counts
        FROM (
            SELECT movement.book_id, count(*) AS n
            FROM movement
            GROUP BY movement.book_id
        ) AS counted
    ),
    taken AS MATERIALIZED (
        SELECT positions.*
        FROM wanted
        CROSS JOIN LATERAL ledger.take_positions(wanted.book_ids, wanted.counts) AS positions
    )
    INSERT INTO ledger.entry (
        book_id, log_position, recorded_at, voucher_id, line_number, side, source_id,
        credit_kind, credit_project_id, credit_contract_id,
        debit_kind, debit_project_id, debit_contract_id, amount, occurred_on
    )
    SELECT
        movement.book_id,
        taken.base + row_number() OVER (PARTITION BY movement.book_id ORDER BY movement.nth),
        voucher.recorded_at,
        movement.voucher_id,
        coalesce(written.lines, 0) + row_number() OVER (
            PARTITION BY movement.book_id, movement.voucher_id ORDER BY movement.nth
        ),
        movement.side, movement.source_id,
        movement.credit_kind, movement.credit_project_id, movement.credit_contract_id,
        movement.debit_kind, movement.debit_project_id, movement.debit_contract_id,
        movement.amount, voucher.occurred_on
    FROM movement
    INNER JOIN taken ON movement.book_id = taken.book_id
    CROSS JOIN LATERAL (
        SELECT opened.recorded_at, opened.occurred_on
        FROM ledger.voucher AS opened
        WHERE opened.book_id = movement.book_id AND opened.log_position = movement.voucher_id
        LIMIT 1
    ) AS voucher
    LEFT JOIN LATERAL (
        SELECT max(entry.line_number) AS lines
        FROM ledger.entry AS entry
        WHERE entry.book_id = movement.book_id AND entry.voucher_id = movement.voucher_id
    ) AS written ON TRUE;
END
$$;

-- audits/sql/views/live_subscription.sql
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

-- audits/sql/views/rule_in_force.sql
-- The version of each rule that is run: the one released last; of a rule that came with the
-- software and of which none was, the first on record.
CREATE OR REPLACE VIEW audits.rule_in_force WITH (security_invoker = TRUE) AS
WITH released AS (
    SELECT
        request.rule_code,
        request.version,
        row_number() OVER (
            PARTITION BY request.rule_code
            ORDER BY decision.recorded_at DESC, request.request_id DESC
        ) AS age
    FROM audits.rule_request AS request
    INNER JOIN audits.rule_decision AS decision ON request.request_id = decision.request_id
    WHERE request.kind = 'version' AND decision.decision = 'released'
),

first_on_record AS (
    SELECT
        known.rule_code,
        known.version,
        row_number() OVER (
            PARTITION BY known.rule_code
            ORDER BY known.recorded_at, known.version
        ) AS age
    FROM audits.rule_version AS known
    WHERE
        known.text ->> 'division' IS NULL
        AND NOT EXISTS (
            SELECT FROM released
            WHERE released.rule_code = known.rule_code
        )
)

SELECT
    chosen.rule_code,
    chosen.version,
    version.sha256,
    version.text
FROM (
    SELECT
        rule_code,
        version
    FROM released
    WHERE age = 1
    UNION ALL
    SELECT
        rule_code,
        version
    FROM first_on_record
    WHERE age = 1
) AS chosen
INNER JOIN audits.rule_version AS version
    ON chosen.rule_code = version.rule_code AND chosen.version = version.version;

-- ledger/sql/views/amount_entry.sql
-- What a voucher comes to: the entries that are its amount, wherever vouchers are summed. Those of
-- its authority side, of cash that moves alone those of its cash side. Of money carried over it is
-- what left the old source, which arrives under the new one. An opening also says how far its money
-- had come: that is no further money. A reversal is as much as what it undoes.
CREATE OR REPLACE VIEW ledger.amount_entry WITH (security_invoker = TRUE) AS
SELECT
    voucher.book_id,
    voucher.log_position AS voucher_id,
    entry.amount
FROM ledger.voucher AS voucher
INNER JOIN ledger.voucher AS posted
    ON
        voucher.book_id = posted.book_id
        AND coalesce(voucher.reverses_id, voucher.log_position) = posted.log_position
INNER JOIN ledger.entry AS entry
    ON
        posted.book_id = entry.book_id AND posted.log_position = entry.voucher_id
        AND entry.side = CASE WHEN posted.event LIKE 'cash%' THEN 'cash' ELSE 'authority' END
        AND (posted.event <> 'carry_over' OR entry.credit_kind <> 'origin')
        AND (posted.event <> 'opening' OR entry.credit_kind = 'origin');

-- ledger/sql/views/begun_session.sql
-- Sessions that still count: used within half an hour, not older than twelve, of a person who may
-- still sign in. One that only leads to a code or a new password has ten minutes.
CREATE OR REPLACE VIEW ledger.begun_session WITH (security_invoker = TRUE) AS
SELECT
    session.token_sha256,
    session.session_number,
    session.login,
    session.purpose,
    session.form_token,
    session.address,
    session.agent,
    session.created_at,
    session.last_seen_at
FROM ledger.web_session AS session
INNER JOIN ledger.user_account AS account ON session.login = account.login
WHERE
    account.disabled_at IS NULL
    AND session.last_seen_at > clock_timestamp() - INTERVAL '30 minutes'
    AND session.created_at > clock_timestamp() - CASE session.purpose
        WHEN 'work' THEN INTERVAL '12 hours'
        ELSE INTERVAL '10 minutes'
    END;

-- ledger/sql/views/division.sql
-- Divisions with the code and name they have now, and the path of those above them.
CREATE OR REPLACE VIEW facts.division WITH (security_invoker = TRUE) AS
SELECT
    division_id,
    level,
    code,
    name,
    parent_id,
    path,
    made_up
FROM ledger.division;

-- ledger/sql/views/division_mark.sql
-- Dated lists that divisions are on: the poverty counties and the like.
CREATE OR REPLACE VIEW facts.division_mark WITH (security_invoker = TRUE) AS
SELECT
    division_id,
    mark,
    valid_from,
    valid_to
FROM ledger.division_mark;

-- ledger/sql/views/horizon.sql
-- What may be seen: every book up to a log position and a day. A run sets `mingzhang.horizon` to
-- the one it took; without that setting everything known now is seen.
CREATE OR REPLACE VIEW facts.horizon WITH (security_invoker = TRUE) AS
SELECT
    seen.book_id,
    seen.seen_position AS log_position,
    seen.as_of
FROM ledger.horizon_position AS seen
WHERE seen.horizon_id = nullif(current_setting('mingzhang.horizon', TRUE), '')::bigint
UNION ALL
SELECT
    book.book_id,
    9223372036854775807 AS log_position,
    'infinity'::date AS as_of
FROM ledger.book AS book
WHERE nullif(current_setting('mingzhang.horizon', TRUE), '') IS NULL;

-- ledger/sql/views/live_session.sql
-- Sessions that can do something: those that only lead to a code or a new password cannot.
CREATE OR REPLACE VIEW ledger.live_session WITH (security_invoker = TRUE) AS
SELECT
    session.token_sha256,
    session.session_number,
    session.login,
    session.address,
    session.agent,
    session.created_at,
    session.last_seen_at
FROM ledger.begun_session AS session
WHERE session.purpose = 'work';

-- ledger/sql/views/power_held.sql
-- What each person may do today and at which division, by the rights that were released to them.
CREATE OR REPLACE VIEW ledger.power_held WITH (security_invoker = TRUE) AS
SELECT
    held.login,
    held.division_id,
    held.with_subtree,
    power.power
FROM ledger.right_held AS held
INNER JOIN ledger.role_power AS power ON held.role = power.role
WHERE held.ends_on IS NULL OR held.ends_on >= ledger.today_in_beijing();

-- ledger/sql/views/working_day.sql
-- Every day of the calendar with the count of working days up to and including it, so that
-- "20 working days after" is a comparison of ordinals.
CREATE OR REPLACE VIEW facts.working_day WITH (security_invoker = TRUE) AS
SELECT
    day,
    is_working,
    working_ordinal
FROM ledger.calendar_day;

-- audits/sql/views/flag.sql
-- Flags 疑点: when each was recorded and how grave it was then, the first day on which somebody
-- verified it, and whether its rule had ceased to name it. Only what was on record before the day
-- that is seen: of the day itself more may follow, and two runs as of one day see the same.
CREATE OR REPLACE VIEW facts.flag WITH (security_invoker = TRUE) AS
WITH verified AS (
    SELECT
        judgement.book_id,
        judgement.flag_id,
        min((judgement.recorded_at AT TIME ZONE 'Asia/Shanghai')::date) AS verified_on
    FROM audits.flag_judgement AS judgement
    GROUP BY judgement.book_id, judgement.flag_id
),

sighted AS (
    SELECT
        sighting.book_id,
        sighting.flag_id,
        sighting.state,
        row_number() OVER (
            PARTITION BY sighting.book_id, sighting.flag_id
            ORDER BY sighting.run_id DESC
        ) AS age
    FROM audits.flag_sighting AS sighting
    INNER JOIN audits.run AS run ON sighting.run_id = run.run_id
    INNER JOIN facts.horizon AS horizon
        ON
            sighting.book_id = horizon.book_id
            AND (run.started_at AT TIME ZONE 'Asia/Shanghai')::date < horizon.as_of
)

SELECT
    flag.book_id,
    flag.flag_id,
    flag.rule_code,
    flag.subject_id,
    flag.severity,
    (flag.recorded_at AT TIME ZONE 'Asia/Shanghai')::date AS recorded_on,
    CASE WHEN verified.verified_on < horizon.as_of THEN verified.verified_on END AS verified_on,
    coalesce(sighted.state = 'gone', FALSE) AS gone
FROM audits.flag AS flag
INNER JOIN facts.horizon AS horizon
    ON
        flag.book_id = horizon.book_id
        AND (flag.recorded_at AT TIME ZONE 'Asia/Shanghai')::date < horizon.as_of
LEFT JOIN verified ON flag.book_id = verified.book_id AND flag.flag_id = verified.flag_id
LEFT JOIN sighted
    ON flag.book_id = sighted.book_id AND flag.flag_id = sighted.flag_id AND sighted.age = 1;

-- ledger/sql/views/aid_pairing.sql
-- Who helps whom, from when to when, and what was pledged: each in its latest version that the
-- horizon sees.
CREATE OR REPLACE VIEW facts.aid_pairing WITH (security_invoker = TRUE) AS
SELECT
    pairing.book_id,
    pairing.aid_pairing_id,
    pairing.pairing_code,
    pairing.helper,
    pairing.helper_division_id,
    pairing.helped_kind,
    pairing.helped_name,
    pairing.starts_on,
    pairing.ends_on,
    pairing.exited_on,
    pairing.pledged_amount,
    pairing.due_on,
    pairing.document_no,
    pairing.evidence
FROM ledger.aid_pairing AS pairing
INNER JOIN facts.horizon AS horizon
    ON
        pairing.book_id = horizon.book_id
        AND pairing.log_position <= horizon.log_position
        AND (pairing.effective_on IS NULL OR pairing.effective_on <= horizon.as_of)
WHERE NOT EXISTS (
    SELECT FROM ledger.aid_pairing AS later
    WHERE
        later.book_id = pairing.book_id
        AND later.aid_pairing_id = pairing.aid_pairing_id
        AND later.log_position <> later.aid_pairing_id
        AND later.log_position > pairing.log_position
        AND later.log_position <= horizon.log_position
        AND (later.effective_on IS NULL OR later.effective_on <= horizon.as_of)
);

-- ledger/sql/views/attachment.sql
-- The papers that vouchers stand on, each once: by fingerprint, and by file where it was handed in.
CREATE OR REPLACE VIEW facts.attachment WITH (security_invoker = TRUE) AS
SELECT
    paper.book_id,
    paper.attachment_id,
    paper.voucher_id,
    paper.sha256,
    paper.file_name,
    content.size,
    content.media_type,
    paper.recorded_at,
    paper.recorded_by
FROM (
    -- What was handed in tells more than the fingerprint that was given before it.
    SELECT DISTINCT ON (attachment.book_id, attachment.voucher_id, attachment.sha256)
        attachment.book_id,
        attachment.log_position AS attachment_id,
        attachment.voucher_id,
        attachment.sha256,
        attachment.file_name,
        attachment.content_sha256,
        attachment.recorded_at,
        attachment.recorded_by
    FROM ledger.attachment AS attachment
    INNER JOIN facts.horizon AS horizon
        ON
            attachment.book_id = horizon.book_id
            AND attachment.log_position <= horizon.log_position
    ORDER BY
        attachment.book_id ASC, attachment.voucher_id ASC, attachment.sha256 ASC,
        (attachment.file_name IS NULL) ASC
) AS paper
LEFT JOIN ledger.attachment_content AS content ON paper.content_sha256 = content.sha256;

-- ledger/sql/views/bank_account.sql
-- Bank accounts that were paid into, masked and hashed, with their holder.
CREATE OR REPLACE VIEW facts.bank_account WITH (security_invoker = TRUE) AS
SELECT
    bank_account.book_id,
    bank_account.log_position AS bank_account_id,
    bank_account.number_hash,
    bank_account.number_masked,
    bank_account.bank_name,
    bank_account.holder_payee_id
FROM ledger.bank_account AS bank_account
INNER JOIN facts.horizon AS horizon
    ON bank_account.book_id = horizon.book_id AND bank_account.log_position <= horizon.log_position;

-- ledger/sql/views/bid.sql
-- Who bid in tenders and for how much, numbers hashed and masked; a tender is called by its first
-- bid.
CREATE OR REPLACE VIEW facts.bid WITH (security_invoker = TRUE) AS
SELECT
    bid.book_id,
    bid.log_position AS bid_id,
    bid.tender_code,
    bid.project_id,
    bid.opened_on,
    bid.bidder_name,
    bid.bidder_identity_hash,
    bid.bidder_identity_masked,
    bid.price,
    bid.won,
    bid.responsible_identity_hash,
    bid.responsible_identity_masked,
    bid.phone_hash,
    bid.phone_masked,
    bid.bond_account_hash,
    bid.bond_account_masked,
    bid.address,
    bid.file_author,
    bid.evidence,
    min(bid.log_position) OVER (
        PARTITION BY bid.book_id, bid.tender_code
    ) AS tender_id
FROM ledger.bid AS bid
INNER JOIN facts.horizon AS horizon
    ON
        bid.book_id = horizon.book_id
        AND bid.log_position <= horizon.log_position
        AND bid.opened_on <= horizon.as_of;

-- ledger/sql/views/book.sql
-- Books with the place and level of their division. A book is partial while all that was imported
-- into it is only part of what happened.
CREATE OR REPLACE VIEW facts.book WITH (security_invoker = TRUE) AS
WITH batches AS (
    SELECT
        batch.book_id,
        bool_and(batch.partial) AS all_partial
    FROM ledger.import_batch AS batch
    INNER JOIN facts.horizon AS horizon
        ON batch.book_id = horizon.book_id AND batch.log_position <= horizon.log_position
    GROUP BY batch.book_id
)

SELECT
    book.book_id,
    book.division_id,
    division.code AS division_code,
    division.name AS division_name,
    division.level,
    division.path,
    division.made_up,
    coalesce(batches.all_partial, FALSE) AS partial
FROM ledger.book AS book
INNER JOIN ledger.division AS division ON book.division_id = division.division_id
LEFT JOIN batches ON book.book_id = batches.book_id;

-- ledger/sql/views/budget_line.sql
-- Figures of a government's own budget, each in its latest version that the horizon sees.
CREATE OR REPLACE VIEW facts.budget_line WITH (security_invoker = TRUE) AS
SELECT
    line.book_id,
    line.budget_line_id,
    line.line_code,
    line.fiscal_year,
    line.kind,
    line.amount,
    line.entered_on,
    line.document_no,
    line.added,
    line.reported_on,
    line.evidence
FROM ledger.budget_line AS line
INNER JOIN facts.horizon AS horizon
    ON
        line.book_id = horizon.book_id
        AND line.log_position <= horizon.log_position
        AND line.entered_on <= horizon.as_of
        AND (line.effective_on IS NULL OR line.effective_on <= horizon.as_of)
WHERE NOT EXISTS (
    SELECT FROM ledger.budget_line AS later
    WHERE
        later.book_id = line.book_id
        AND later.budget_line_id = line.budget_line_id
        AND later.log_position <> later.budget_line_id
        AND later.log_position > line.log_position
        AND later.log_position <= horizon.log_position
        AND (later.effective_on IS NULL OR later.effective_on <= horizon.as_of)
);

-- ledger/sql/views/claim_step.sql
-- What became of claims: checked, approved or returned.
CREATE OR REPLACE VIEW facts.claim_step WITH (security_invoker = TRUE) AS
SELECT
    claim_step.book_id,
    claim_step.log_position AS claim_step_id,
    claim_step.claim_id,
    claim_step.step,
    claim_step.occurred_on,
    claim_step.actor,
    claim_step.amount,
    claim_step.reason,
    claim_step.evidence
FROM ledger.claim_step AS claim_step
INNER JOIN facts.horizon AS horizon
    ON
        claim_step.book_id = horizon.book_id
        AND claim_step.log_position <= horizon.log_position
        AND claim_step.occurred_on <= horizon.as_of;

-- ledger/sql/views/contract.sql
-- Contracts, each in its latest version that the horizon sees.
CREATE OR REPLACE VIEW facts.contract WITH (security_invoker = TRUE) AS
SELECT
    contract.book_id,
    contract.contract_id,
    contract.contract_code,
    contract.project_id,
    contract.payee_id,
    contract.kind,
    contract.procurement_method,
    contract.amount,
    contract.signed_on,
    contract.retention_percent,
    contract.settled_on,
    contract.retention_until,
    contract.awarded_on,
    contract.awarded_to,
    contract.award_amount,
    contract.method_ground,
    contract.filed_on,
    contract.published_on,
    contract.estimate_amount,
    contract.bid_bond_amount,
    contract.performance_bond_amount,
    contract.evidence
FROM ledger.contract AS contract
INNER JOIN facts.horizon AS horizon
    ON
        contract.book_id = horizon.book_id
        AND contract.log_position <= horizon.log_position
        AND (contract.effective_on IS NULL OR contract.effective_on <= horizon.as_of)
WHERE NOT EXISTS (
    SELECT FROM ledger.contract AS later
    WHERE
        later.book_id = contract.book_id
        AND later.contract_id = contract.contract_id
        AND later.log_position <> later.contract_id
        AND later.log_position > contract.log_position
        AND later.log_position <= horizon.log_position
        AND (later.effective_on IS NULL OR later.effective_on <= horizon.as_of)
);

-- ledger/sql/views/donated_goods_movement.sql
-- Donated goods that were distributed, returned or removed from the register.
CREATE OR REPLACE VIEW facts.donated_goods_movement WITH (security_invoker = TRUE) AS
SELECT
    donated_goods_movement.book_id,
    donated_goods_movement.log_position AS donated_goods_movement_id,
    donated_goods_movement.external_reference,
    donated_goods_movement.goods_id AS donated_goods_id,
    donated_goods_movement.kind,
    donated_goods_movement.quantity,
    donated_goods_movement.occurred_on,
    donated_goods_movement.project_id,
    donated_goods_movement.household_id,
    donated_goods_movement.recipient,
    donated_goods_movement.reason,
    donated_goods_movement.evidence
FROM ledger.donated_goods_movement AS donated_goods_movement
INNER JOIN facts.horizon AS horizon
    ON
        donated_goods_movement.book_id = horizon.book_id
        AND donated_goods_movement.log_position <= horizon.log_position
        AND donated_goods_movement.occurred_on <= horizon.as_of;

-- ledger/sql/views/donor_will.sql
-- What donors allow, from a day on; the first row of a source came with the gift. Where a paper
-- says only the month or year, stated_on is the last day it can be of and earliest_on the first.
CREATE OR REPLACE VIEW facts.donor_will WITH (security_invoker = TRUE) AS
SELECT
    donor_will.book_id,
    donor_will.log_position AS donor_will_id,
    donor_will.source_id,
    donor_will.stated_on,
    donor_will.donor,
    donor_will.will,
    donor_will.restricted_category,
    donor_will.restricted_division_id,
    donor_will.restricted_project_id,
    donor_will.registered_only,
    donor_will.use_by,
    donor_will.evidence,
    donor_will.date_precision,
    CASE donor_will.date_precision
        WHEN 'day' THEN donor_will.stated_on
        WHEN 'month' THEN date_trunc('month', donor_will.stated_on::timestamp)::date
        ELSE date_trunc('year', donor_will.stated_on::timestamp)::date
    END AS earliest_on
FROM ledger.donor_will AS donor_will
INNER JOIN facts.horizon AS horizon
    ON
        donor_will.book_id = horizon.book_id
        AND donor_will.log_position <= horizon.log_position
        AND donor_will.stated_on <= horizon.as_of;

-- ledger/sql/views/entitlement.sql
-- What households are due of projects, each in its latest version that the horizon sees.
CREATE OR REPLACE VIEW facts.entitlement WITH (security_invoker = TRUE) AS
SELECT
    entitlement.book_id,
    entitlement.entitlement_id,
    entitlement.entitlement_code,
    entitlement.project_id,
    entitlement.household_id,
    entitlement.period_from,
    entitlement.period_until,
    entitlement.quantity,
    entitlement.unit,
    entitlement.standard_amount,
    entitlement.standard_document,
    entitlement.approved_amount,
    entitlement.approved_on,
    entitlement.due_on,
    entitlement.confirmed_amount,
    entitlement.confirmed_on,
    entitlement.evidence
FROM ledger.entitlement AS entitlement
INNER JOIN facts.horizon AS horizon
    ON
        entitlement.book_id = horizon.book_id
        AND entitlement.log_position <= horizon.log_position
        AND (entitlement.effective_on IS NULL OR entitlement.effective_on <= horizon.as_of)
WHERE NOT EXISTS (
    SELECT FROM ledger.entitlement AS later
    WHERE
        later.book_id = entitlement.book_id
        AND later.entitlement_id = entitlement.entitlement_id
        AND later.log_position <> later.entitlement_id
        AND later.log_position > entitlement.log_position
        AND later.log_position <= horizon.log_position
        AND (later.effective_on IS NULL OR later.effective_on <= horizon.as_of)
);

-- ledger/sql/views/entry.sql
-- All entries, those of reversed and reversing vouchers among them: they add up to the balances.
CREATE OR REPLACE VIEW facts.entry WITH (security_invoker = TRUE) AS
SELECT
    entry.book_id,
    entry.log_position AS entry_id,
    entry.voucher_id,
    entry.line_number,
    entry.side,
    entry.source_id,
    entry.credit_kind,
    entry.credit_project_id,
    entry.credit_contract_id,
    entry.debit_kind,
    entry.debit_project_id,
    entry.debit_contract_id,
    entry.amount,
    entry.occurred_on,
    entry.recorded_at
FROM ledger.entry AS entry
INNER JOIN facts.horizon AS horizon
    ON
        entry.book_id = horizon.book_id
        AND entry.log_position <= horizon.log_position
        AND entry.occurred_on <= horizon.as_of;

-- ledger/sql/views/feedback.sql
-- What donors were told of their gifts, asked, and were answered, day by day.
CREATE OR REPLACE VIEW facts.feedback WITH (security_invoker = TRUE) AS
SELECT
    told.book_id,
    told.log_position AS feedback_id,
    told.external_reference,
    told.source_id,
    told.kind,
    told.occurred_on,
    told.means,
    told.contents,
    told.evidence
FROM ledger.feedback AS told
INNER JOIN facts.horizon AS horizon
    ON
        told.book_id = horizon.book_id
        AND told.log_position <= horizon.log_position
        AND told.occurred_on <= horizon.as_of;

-- ledger/sql/views/foundation_year.sql
-- What foundations took in and spent in a year, each in its latest version that the horizon sees.
CREATE OR REPLACE VIEW facts.foundation_year WITH (security_invoker = TRUE) AS
SELECT
    reported.book_id,
    reported.foundation_year_id,
    reported.report_code,
    reported.foundation,
    reported.ends_on,
    reported.may_raise,
    reported.spending_amount,
    reported.charity_amount,
    reported.management_amount,
    reported.income_before_amount,
    reported.average_income_amount,
    reported.exemption,
    reported.evidence
FROM ledger.foundation_year AS reported
INNER JOIN facts.horizon AS horizon
    ON
        reported.book_id = horizon.book_id
        AND reported.log_position <= horizon.log_position
        AND (reported.effective_on IS NULL OR reported.effective_on <= horizon.as_of)
WHERE NOT EXISTS (
    SELECT FROM ledger.foundation_year AS later
    WHERE
        later.book_id = reported.book_id
        AND later.foundation_year_id = reported.foundation_year_id
        AND later.log_position <> later.foundation_year_id
        AND later.log_position > reported.log_position
        AND later.log_position <= horizon.log_position
        AND (later.effective_on IS NULL OR later.effective_on <= horizon.as_of)
);

-- ledger/sql/views/fund_line.sql
-- Fund lines, each in its latest version that the horizon sees.
CREATE OR REPLACE VIEW facts.fund_line WITH (security_invoker = TRUE) AS
SELECT
    fund_line.book_id,
    fund_line.fund_line_id,
    fund_line.name,
    fund_line.level,
    fund_line.fund_class,
    fund_line.integrable
FROM ledger.fund_line AS fund_line
INNER JOIN facts.horizon AS horizon
    ON
        fund_line.book_id = horizon.book_id
        AND fund_line.log_position <= horizon.log_position
        AND (fund_line.effective_on IS NULL OR fund_line.effective_on <= horizon.as_of)
WHERE NOT EXISTS (
    SELECT FROM ledger.fund_line AS later
    WHERE
        later.book_id = fund_line.book_id
        AND later.fund_line_id = fund_line.fund_line_id
        AND later.log_position <> later.fund_line_id
        AND later.log_position > fund_line.log_position
        AND later.log_position <= horizon.log_position
        AND (later.effective_on IS NULL OR later.effective_on <= horizon.as_of)
);

-- ledger/sql/views/household.sql
-- Registered households.
CREATE OR REPLACE VIEW facts.household WITH (security_invoker = TRUE) AS
SELECT
    household.book_id,
    household.log_position AS household_id,
    household.household_code
FROM ledger.household AS household
INNER JOIN facts.horizon AS horizon
    ON household.book_id = horizon.book_id AND household.log_position <= horizon.log_position;

-- ledger/sql/views/integration_plan.sql
-- Versions of integration plans.
CREATE OR REPLACE VIEW facts.integration_plan WITH (security_invoker = TRUE) AS
SELECT
    integration_plan.book_id,
    integration_plan.log_position AS plan_id,
    integration_plan.plan_code,
    integration_plan.version_number,
    integration_plan.approved_on,
    integration_plan.approved_by,
    integration_plan.filed_on,
    integration_plan.filed_with
FROM ledger.integration_plan AS integration_plan
INNER JOIN facts.horizon AS horizon
    ON
        integration_plan.book_id = horizon.book_id
        AND integration_plan.log_position <= horizon.log_position
        AND integration_plan.approved_on <= horizon.as_of;

-- ledger/sql/views/integration_plan_item.sql
-- What a version of a plan pays for.
CREATE OR REPLACE VIEW facts.integration_plan_item WITH (security_invoker = TRUE) AS
SELECT
    integration_plan_item.book_id,
    integration_plan_item.log_position AS plan_item_id,
    integration_plan_item.plan_id,
    integration_plan_item.project_id,
    integration_plan_item.amount,
    integration_plan_item.evidence
FROM ledger.integration_plan_item AS integration_plan_item
INNER JOIN facts.horizon AS horizon
    ON
        integration_plan_item.book_id = horizon.book_id
        AND integration_plan_item.log_position <= horizon.log_position;

-- ledger/sql/views/journal_line.sql
-- The vouchers of other bookkeeping software, line by line, as each export had them. What the last
-- export of an account set's period had is current.
CREATE OR REPLACE VIEW facts.journal_line WITH (security_invoker = TRUE) AS
WITH seen AS (
    SELECT line.*
    FROM ledger.journal_line AS line
    INNER JOIN facts.horizon AS horizon
        ON
            line.book_id = horizon.book_id
            AND line.log_position <= horizon.log_position
            AND line.exported_on <= horizon.as_of
            AND line.occurred_on <= horizon.as_of
),

latest AS (
    SELECT
        book_id,
        account_set,
        period,
        max(exported_on) AS exported_on
    FROM seen
    GROUP BY book_id, account_set, period
)

SELECT
    seen.book_id,
    seen.log_position AS journal_line_id,
    seen.voucher_reference,
    seen.account_set,
    seen.exported_on,
    seen.period,
    seen.voucher_word,
    seen.voucher_number,
    seen.line_number,
    seen.occurred_on,
    seen.entered_on,
    seen.posted_on,
    seen.closed_on,
    seen.summary,
    seen.account_code,
    seen.account_name,
    seen.debit,
    seen.credit,
    seen.counterparty_division_id,
    seen.counterparty_name,
    seen.fund_line_name,
    seen.document_no,
    seen.project_code,
    seen.function_code,
    seen.economic_code,
    seen.exported_on = latest.exported_on AS is_current,
    concat_ws(
        '|', seen.account_set, seen.period, concat(seen.voucher_word, seen.voucher_number),
        seen.occurred_on
    ) AS voucher_key
FROM seen
INNER JOIN latest
    ON
        seen.book_id = latest.book_id
        AND seen.account_set = latest.account_set
        AND seen.period = latest.period;

-- ledger/sql/views/listed_account.sql
-- Bank accounts of units as the bank or the unit itself lists them, masked and hashed.
CREATE OR REPLACE VIEW facts.listed_account WITH (security_invoker = TRUE) AS
SELECT
    listed.book_id,
    listed.log_position AS listed_account_id,
    listed.listed_by,
    listed.origin,
    listed.as_of,
    listed.holder,
    listed.account_hash,
    listed.account_masked,
    listed.bank_name,
    listed.account_kind,
    listed.opened_on,
    listed.closed_on,
    listed.balance,
    listed.approval_document
FROM ledger.listed_account AS listed
INNER JOIN facts.horizon AS horizon
    ON
        listed.book_id = horizon.book_id
        AND listed.log_position <= horizon.log_position
        AND listed.as_of <= horizon.as_of;

-- ledger/sql/views/matching_entry.sql
-- Persons and companies on matching lists, by keyed hash.
CREATE OR REPLACE VIEW facts.matching_entry WITH (security_invoker = TRUE) AS
SELECT
    matching_entry.book_id,
    matching_entry.log_position AS matching_entry_id,
    matching_entry.list_id,
    matching_entry.name,
    matching_entry.identity_hash,
    matching_entry.identity_masked,
    matching_entry.starts_on,
    matching_entry.ends_on,
    matching_entry.object_kind,
    matching_entry.price,
    matching_entry.company,
    matching_entry.note
FROM ledger.matching_entry AS matching_entry
INNER JOIN facts.horizon AS horizon
    ON
        matching_entry.book_id = horizon.book_id
        AND matching_entry.log_position <= horizon.log_position;

-- ledger/sql/views/matching_list.sql
-- Matching lists as they were handed over.
CREATE OR REPLACE VIEW facts.matching_list WITH (security_invoker = TRUE) AS
SELECT
    matching_list.book_id,
    matching_list.log_position AS list_id,
    matching_list.list_code,
    matching_list.kind,
    matching_list.origin,
    matching_list.legal_ground,
    matching_list.as_of,
    matching_list.expires_on
FROM ledger.matching_list AS matching_list
INNER JOIN facts.horizon AS horizon
    ON
        matching_list.book_id = horizon.book_id
        AND matching_list.log_position <= horizon.log_position;

-- ledger/sql/views/notice.sql
-- Notices, each in its latest version that the horizon sees.
CREATE OR REPLACE VIEW facts.notice WITH (security_invoker = TRUE) AS
SELECT
    notice.book_id,
    notice.notice_id,
    notice.notice_code,
    notice.kind,
    notice.level,
    notice.channel,
    notice.document_no,
    notice.project_id,
    notice.starts_on,
    notice.ends_on,
    notice.place,
    notice.published_amount,
    notice.gives_sources,
    notice.gives_principle,
    notice.gives_table,
    notice.gives_phone,
    notice.gives_hotline,
    notice.gives_regions,
    notice.gives_projects,
    notice.exposed,
    notice.checked_on,
    notice.reachable,
    notice.photo_sha256,
    notice.evidence
FROM ledger.notice AS notice
INNER JOIN facts.horizon AS horizon
    ON
        notice.book_id = horizon.book_id
        AND notice.log_position <= horizon.log_position
        AND (notice.effective_on IS NULL OR notice.effective_on <= horizon.as_of)
WHERE NOT EXISTS (
    SELECT FROM ledger.notice AS later
    WHERE
        later.book_id = notice.book_id
        AND later.notice_id = notice.notice_id
        AND later.log_position <> later.notice_id
        AND later.log_position > notice.log_position
        AND later.log_position <= horizon.log_position
        AND (later.effective_on IS NULL OR later.effective_on <= horizon.as_of)
);

-- ledger/sql/views/payee.sql
-- Payees, each in its latest version that the horizon sees; personal numbers only masked and
-- hashed.
CREATE OR REPLACE VIEW facts.payee WITH (security_invoker = TRUE) AS
SELECT
    payee.book_id,
    payee.payee_id,
    payee.payee_code,
    payee.name,
    payee.kind,
    payee.identity_hash,
    payee.identity_masked,
    payee.phone_hash,
    payee.phone_masked,
    payee.household_code
FROM ledger.payee AS payee
INNER JOIN facts.horizon AS horizon
    ON
        payee.book_id = horizon.book_id
        AND payee.log_position <= horizon.log_position
        AND (payee.effective_on IS NULL OR payee.effective_on <= horizon.as_of)
WHERE NOT EXISTS (
    SELECT FROM ledger.payee AS later
    WHERE
        later.book_id = payee.book_id
        AND later.payee_id = payee.payee_id
        AND later.log_position <> later.payee_id
        AND later.log_position > payee.log_position
        AND later.log_position <= horizon.log_position
        AND (later.effective_on IS NULL OR later.effective_on <= horizon.as_of)
);

-- ledger/sql/views/payee_substitution.sql
-- Who may be paid under a contract besides its supplier, and from which day.
CREATE OR REPLACE VIEW facts.payee_substitution WITH (security_invoker = TRUE) AS
SELECT
    substitution.book_id,
    substitution.log_position AS payee_substitution_id,
    substitution.contract_id,
    substitution.payee_id,
    substitution.kind,
    substitution.occurred_on,
    substitution.document_no,
    substitution.evidence
FROM ledger.payee_substitution AS substitution
INNER JOIN facts.horizon AS horizon
    ON
        substitution.book_id = horizon.book_id
        AND substitution.log_position <= horizon.log_position
        AND substitution.occurred_on <= horizon.as_of;

-- ledger/sql/views/period_closing.sql
-- What was done to the months (202403) and years (2024) of books: closed, asked to be reopened,
-- reopened. Closing a month closes all before it; `closed_through` is the last closed month after.
CREATE OR REPLACE VIEW facts.period_closing WITH (security_invoker = TRUE) AS
SELECT
    closing.book_id,
    closing.log_position AS period_closing_id,
    closing.act,
    closing.period,
    closing.closed_through,
    closing.asked_id,
    closing.reason,
    closing.recorded_at,
    closing.recorded_by
FROM ledger.period_closing AS closing
INNER JOIN facts.horizon AS horizon
    ON
        closing.book_id = horizon.book_id
        AND closing.log_position <= horizon.log_position;

-- ledger/sql/views/person.sql
-- Registered persons, each in its latest version that the horizon sees.
CREATE OR REPLACE VIEW facts.person WITH (security_invoker = TRUE) AS
SELECT
    person.book_id,
    person.person_id,
    person.household_id,
    person.name,
    person.identity_hash,
    person.identity_masked,
    person.phone_hash,
    person.phone_masked,
    person.relation,
    person.village_division_id,
    person.village,
    person.address,
    person.registered_on,
    person.exited_on,
    person.split_from_household_id,
    origin.household_code AS split_from_code,
    person.split_on,
    person.split_precision
FROM ledger.person AS person
INNER JOIN facts.horizon AS horizon
    ON
        person.book_id = horizon.book_id
        AND person.log_position <= horizon.log_position
        AND (person.effective_on IS NULL OR person.effective_on <= horizon.as_of)
LEFT JOIN ledger.household AS origin
    ON person.book_id = origin.book_id AND person.split_from_household_id = origin.log_position
WHERE NOT EXISTS (
    SELECT FROM ledger.person AS later
    WHERE
        later.book_id = person.book_id
        AND later.person_id = person.person_id
        AND later.log_position <> later.person_id
        AND later.log_position > person.log_position
        AND later.log_position <= horizon.log_position
        AND (later.effective_on IS NULL OR later.effective_on <= horizon.as_of)
);

-- ledger/sql/views/progress_report.sql
-- How much of the work of projects and contracts was verified as done, day by day.
CREATE OR REPLACE VIEW facts.progress_report WITH (security_invoker = TRUE) AS
SELECT
    report.book_id,
    report.log_position AS progress_report_id,
    report.project_id,
    report.contract_id,
    report.occurred_on,
    report.percent,
    report.verified_by,
    report.correction_reason,
    report.evidence
FROM ledger.progress_report AS report
INNER JOIN facts.horizon AS horizon
    ON
        report.book_id = horizon.book_id
        AND report.log_position <= horizon.log_position
        AND report.occurred_on <= horizon.as_of;

-- ledger/sql/views/project.sql
-- Projects, each in its latest version that the horizon sees.
CREATE OR REPLACE VIEW facts.project WITH (security_invoker = TRUE) AS
SELECT
    project.book_id,
    project.project_id,
    project.project_code,
    project.name,
    project.category,
    project.nature,
    project.place_division_id,
    project.place,
    project.planned_start_on,
    project.planned_finish_on,
    project.responsible_unit,
    project.task,
    project.approved_total,
    project.funding,
    project.beneficiaries,
    project.performance_target,
    project.linkage,
    project.project_year,
    project.feasibility_estimate,
    project.approved_estimate,
    project.scale_quantity,
    project.scale_unit,
    project.evidence
FROM ledger.project AS project
INNER JOIN facts.horizon AS horizon
    ON
        project.book_id = horizon.book_id
        AND project.log_position <= horizon.log_position
        AND (project.effective_on IS NULL OR project.effective_on <= horizon.as_of)
WHERE NOT EXISTS (
    SELECT FROM ledger.project AS later
    WHERE
        later.book_id = project.book_id
        AND later.project_id = project.project_id
        AND later.log_position <> later.project_id
        AND later.log_position > project.log_position
        AND later.log_position <= horizon.log_position
        AND (later.effective_on IS NULL OR later.effective_on <= horizon.as_of)
);

-- ledger/sql/views/project_change.sql
-- What became of projects after they were registered: each later version that the horizon sees,
-- beside what the version before it said.
CREATE OR REPLACE VIEW facts.project_change WITH (security_invoker = TRUE) AS
WITH version AS (
    SELECT
        project.book_id,
        project.log_position,
        project.project_id,
        project.project_code,
        project.name,
        project.effective_on,
        project.place_division_id,
        project.place,
        project.task,
        project.scale_quantity,
        project.scale_unit,
        project.approved_total,
        project.beneficiaries,
        project.responsible_unit,
        row_number() OVER turns AS version_number,
        lag(project.place_division_id) OVER turns AS earlier_place_division_id,
        lag(project.place) OVER turns AS earlier_place,
        lag(project.task) OVER turns AS earlier_task,
        lag(project.scale_quantity) OVER turns AS earlier_scale_quantity,
        lag(project.scale_unit) OVER turns AS earlier_scale_unit,
        lag(project.approved_total) OVER turns AS earlier_approved_total,
        lag(project.beneficiaries) OVER turns AS earlier_beneficiaries,
        lag(project.responsible_unit) OVER turns AS earlier_responsible_unit
    FROM ledger.project AS project
    INNER JOIN facts.horizon AS horizon
        ON
            project.book_id = horizon.book_id
            AND project.log_position <= horizon.log_position
            AND (project.effective_on IS NULL OR project.effective_on <= horizon.as_of)
    WINDOW turns AS (
        PARTITION BY project.book_id, project.project_id ORDER BY project.log_position
    )
)

SELECT
    version.book_id,
    version.log_position AS project_change_id,
    version.project_id,
    version.project_code,
    version.name,
    version.version_number,
    version.effective_on,
    version.place_division_id,
    version.earlier_place_division_id,
    version.place,
    version.earlier_place,
    version.task,
    version.earlier_task,
    version.scale_quantity,
    version.earlier_scale_quantity,
    version.scale_unit,
    version.earlier_scale_unit,
    version.approved_total,
    version.earlier_approved_total,
    version.beneficiaries,
    version.earlier_beneficiaries,
    version.responsible_unit,
    version.earlier_responsible_unit
FROM version
WHERE version.version_number > 1;

-- ledger/sql/views/project_step.sql
-- The dated steps of projects.
CREATE OR REPLACE VIEW facts.project_step WITH (security_invoker = TRUE) AS
SELECT
    project_step.book_id,
    project_step.log_position AS project_step_id,
    project_step.project_id,
    project_step.step,
    project_step.occurred_on,
    project_step.ends_on,
    project_step.actor,
    project_step.evidence
FROM ledger.project_step AS project_step
INNER JOIN facts.horizon AS horizon
    ON
        project_step.book_id = horizon.book_id
        AND project_step.log_position <= horizon.log_position
        AND project_step.occurred_on <= horizon.as_of;

-- ledger/sql/views/rectification.sql
-- What was done about findings, day by day.
CREATE OR REPLACE VIEW facts.rectification WITH (security_invoker = TRUE) AS
SELECT
    done.book_id,
    done.log_position AS rectification_id,
    done.external_reference,
    done.finding_id,
    done.step,
    done.occurred_on,
    done.amount,
    done.contents,
    done.evidence
FROM ledger.rectification AS done
INNER JOIN facts.horizon AS horizon
    ON
        done.book_id = horizon.book_id
        AND done.log_position <= horizon.log_position
        AND done.occurred_on <= horizon.as_of;

-- ledger/sql/views/reversed_voucher.sql
-- Vouchers that have been reversed, as far as the horizon sees; the nouns below leave them out.
CREATE OR REPLACE VIEW facts.reversed_voucher WITH (security_invoker = TRUE) AS
SELECT
    voucher.book_id,
    voucher.reverses_id AS voucher_id
FROM ledger.voucher AS voucher
INNER JOIN facts.horizon AS horizon
    ON
        voucher.book_id = horizon.book_id
        AND voucher.log_position <= horizon.log_position
        AND voucher.occurred_on <= horizon.as_of
WHERE voucher.reverses_id IS NOT NULL;

-- ledger/sql/views/self_evaluation.sql
-- What projects, departments and counties say they attained of a year's targets.
CREATE OR REPLACE VIEW facts.self_evaluation WITH (security_invoker = TRUE) AS
SELECT
    evaluation.book_id,
    evaluation.log_position AS self_evaluation_id,
    evaluation.external_reference,
    evaluation.evaluated_year,
    evaluation.level,
    evaluation.project_id,
    evaluation.unit,
    evaluation.submitted_on,
    evaluation.indicator,
    evaluation.indicator_kind,
    evaluation.target,
    evaluation.attained,
    evaluation.attained_percent,
    evaluation.target_on,
    evaluation.attained_on,
    evaluation.evidence
FROM ledger.self_evaluation AS evaluation
INNER JOIN facts.horizon AS horizon
    ON
        evaluation.book_id = horizon.book_id
        AND evaluation.log_position <= horizon.log_position
        AND evaluation.submitted_on <= horizon.as_of;

-- ledger/sql/views/sign_off_requirement.sql
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

-- ledger/sql/views/signature.sql
-- The hands under sign-off sheets.
CREATE OR REPLACE VIEW facts.signature WITH (security_invoker = TRUE) AS
SELECT
    signature.book_id,
    signature.log_position AS signature_id,
    signature.sign_off_id,
    signature.role,
    signature.signer,
    signature.signed_on
FROM ledger.signature AS signature
INNER JOIN facts.horizon AS horizon
    ON
        signature.book_id = horizon.book_id
        AND signature.log_position <= horizon.log_position
        AND signature.signed_on <= horizon.as_of;

-- ledger/sql/views/site_check.sql
-- What was found at the sites of projects, day by day.
CREATE OR REPLACE VIEW facts.site_check WITH (security_invoker = TRUE) AS
SELECT
    looked.book_id,
    looked.log_position AS site_check_id,
    looked.external_reference,
    looked.project_id,
    looked.occurred_on,
    looked.found,
    looked.checked_by,
    looked.photo_sha256,
    looked.distance_metres,
    looked.evidence
FROM ledger.site_check AS looked
INNER JOIN facts.horizon AS horizon
    ON
        looked.book_id = horizon.book_id
        AND looked.log_position <= horizon.log_position
        AND looked.occurred_on <= horizon.as_of;

-- ledger/sql/views/statement.sql
-- What stood on accounts by the statements of treasury and banks.
CREATE OR REPLACE VIEW facts.statement WITH (security_invoker = TRUE) AS
SELECT
    statement.book_id,
    statement.log_position AS statement_id,
    statement.external_reference,
    statement.account_hash,
    statement.account_masked,
    statement.bank_name,
    statement.account_kind,
    statement.account_ground,
    statement.starts_on,
    statement.ends_on,
    statement.opening_balance,
    statement.closing_balance,
    statement.evidence
FROM ledger.statement AS statement
INNER JOIN facts.horizon AS horizon
    ON
        statement.book_id = horizon.book_id
        AND statement.log_position <= horizon.log_position
        AND statement.ends_on <= horizon.as_of;

-- ledger/sql/views/statement_line.sql
-- What treasury and banks say they paid and received, account numbers masked and hashed.
CREATE OR REPLACE VIEW facts.statement_line WITH (security_invoker = TRUE) AS
SELECT
    line.book_id,
    line.log_position AS statement_line_id,
    line.line_reference,
    line.direction,
    line.amount,
    line.occurred_on,
    line.cleared_on,
    line.account_hash,
    line.account_masked,
    line.counterparty_name,
    line.counterparty_account_hash,
    line.counterparty_account_masked,
    line.counterparty_bank,
    line.transaction_type,
    line.fiscal_year,
    line.budget_unit,
    line.function_class,
    line.project_name,
    line.document_no,
    line.payment_method,
    line.settlement,
    line.purpose
FROM ledger.statement_line AS line
INNER JOIN facts.horizon AS horizon
    ON
        line.book_id = horizon.book_id
        AND line.log_position <= horizon.log_position
        AND line.occurred_on <= horizon.as_of;

-- ledger/sql/views/treasury_movement.sql
-- What went into the treasury or out of it by the books: each payment, and each voucher of another
-- event. What was reversed stays, with the day from which it no longer counts. A payment that
-- bounced is there in full: its refund is a movement of its own, as it is on a statement. What a
-- book opened with is no movement: a statement has it in its opening balance.
CREATE OR REPLACE VIEW facts.treasury_movement WITH (security_invoker = TRUE) AS
SELECT
    moved.book_id,
    moved.voucher_id,
    moved.disbursement_id,
    moved.event,
    moved.direction,
    moved.amount,
    moved.occurred_on,
    moved.reference,
    moved.batch_no,
    account.number_hash AS counterparty_account_hash,
    account.number_masked AS counterparty_account_masked,
    moved.document_no,
    undoing.occurred_on AS reversed_on,
    -- Few are ever renamed: their later versions are looked up in an index of those alone.
    coalesce(moved.payee_name, renamed.name, payee.name) AS counterparty_name
FROM (
    SELECT
        paid.book_id,
        paid.log_position,
        paid.voucher_id,
        paid.log_position AS disbursement_id,
        'disbursement' AS event,
        'out' AS direction,
        paid.amount,
        paid.occurred_on,
        paid.external_reference AS reference,
        paid.batch_no,
        paid.payee_name,
        paid.payee_id,
        paid.bank_account_id,
        NULL::text AS document_no
    FROM ledger.disbursement AS paid
    UNION ALL
    SELECT
        voucher.book_id,
        voucher.log_position,
        voucher.log_position AS voucher_id,
        NULL::bigint AS disbursement_id,
        voucher.event,
        CASE WHEN cash.amount > 0 THEN 'in' ELSE 'out' END AS direction,
        abs(cash.amount) AS amount,
        voucher.occurred_on,
        own.reference,
        NULL::text AS batch_no,
        paid.payee_name,
        paid.payee_id,
        paid.bank_account_id,
        movement.document_no
    FROM ledger.voucher AS voucher
    CROSS JOIN
        LATERAL (
            SELECT
                sum(
                    CASE
                        WHEN entry.debit_kind = 'treasury' THEN entry.amount ELSE -entry.amount
                    END
                ) AS amount
            FROM ledger.entry AS entry
            WHERE
                entry.book_id = voucher.book_id
                AND entry.voucher_id = voucher.log_position
                AND entry.side = 'cash'
                AND 'treasury' IN (entry.debit_kind, entry.credit_kind)
        ) AS cash
    LEFT JOIN ledger.refund AS refund
        ON voucher.book_id = refund.book_id AND voucher.log_position = refund.voucher_id
    LEFT JOIN ledger.cash_movement AS movement
        ON voucher.book_id = movement.book_id AND voucher.log_position = movement.voucher_id
    -- The cash of a document goes by its own number with `cash|` before it. A number that was made
    -- because the row had none stands on no statement.
    LEFT JOIN LATERAL (
        SELECT given.reference
        FROM (
            VALUES
            (refund.external_reference),
            (substr(movement.external_reference, length('cash|') + 1))
        ) AS given (reference)
        WHERE given.reference NOT LIKE '%|%'
    ) AS own ON TRUE
    LEFT JOIN ledger.disbursement AS paid
        ON refund.book_id = paid.book_id AND refund.disbursement_id = paid.log_position
    WHERE voucher.event NOT IN ('disbursement', 'opening', 'reversal') AND cash.amount <> 0
) AS moved
INNER JOIN facts.horizon AS horizon
    ON
        moved.book_id = horizon.book_id
        AND moved.log_position <= horizon.log_position
        AND moved.occurred_on <= horizon.as_of
LEFT JOIN ledger.payee AS payee
    ON moved.book_id = payee.book_id AND moved.payee_id = payee.log_position
LEFT JOIN LATERAL (
    SELECT later.name
    FROM ledger.payee AS later
    WHERE
        later.book_id = moved.book_id
        AND later.payee_id = moved.payee_id
        AND later.log_position <> later.payee_id
        AND later.log_position <= horizon.log_position
        AND (later.effective_on IS NULL OR later.effective_on <= horizon.as_of)
    ORDER BY later.log_position DESC
    LIMIT 1
) AS renamed ON TRUE
LEFT JOIN ledger.bank_account AS account
    ON moved.book_id = account.book_id AND moved.bank_account_id = account.log_position
LEFT JOIN ledger.voucher AS undoing
    ON
        moved.book_id = undoing.book_id
        AND moved.voucher_id = undoing.reverses_id
        AND horizon.log_position >= undoing.log_position
        AND horizon.as_of >= undoing.occurred_on;

-- ledger/sql/views/voucher.sql
-- All vouchers, the reversed and the reversing among them.
CREATE OR REPLACE VIEW facts.voucher WITH (security_invoker = TRUE) AS
SELECT
    voucher.book_id,
    voucher.log_position AS voucher_id,
    voucher.period,
    voucher.number,
    voucher.event,
    voucher.occurred_on,
    voucher.date_precision,
    voucher.summary,
    voucher.recorded_at,
    voucher.recorded_by,
    voucher.reverses_id,
    voucher.reversal_reason
FROM ledger.voucher AS voucher
INNER JOIN facts.horizon AS horizon
    ON
        voucher.book_id = horizon.book_id
        AND voucher.log_position <= horizon.log_position
        AND voucher.occurred_on <= horizon.as_of;

-- audits/sql/views/rule_parameter.sql
-- The value of a rule's parameter in each book by each division above it that sets one, and from
-- which day until before which: as released before the horizon was taken. The nearest counts. Of
-- two released for one day the later one counts; one without a value gives back what holds above.
CREATE OR REPLACE VIEW facts.rule_parameter WITH (security_invoker = TRUE) AS
WITH released AS (
    SELECT
        request.rule_code,
        request.name,
        request.division_id,
        request.valid_from,
        request.value,
        row_number() OVER (
            PARTITION BY
                request.rule_code, request.name, request.division_id, request.valid_from
            ORDER BY decision.recorded_at DESC, request.request_id DESC
        ) AS age
    FROM audits.rule_request AS request
    INNER JOIN audits.rule_decision AS decision ON request.request_id = decision.request_id
    LEFT JOIN ledger.horizon AS horizon
        ON horizon.horizon_id = nullif(current_setting('mingzhang.horizon', TRUE), '')::bigint
    WHERE
        request.kind = 'parameter'
        AND decision.decision = 'released'
        AND decision.recorded_at <= coalesce(horizon.taken_at, 'infinity')
),

period AS (
    SELECT
        rule_code,
        name,
        division_id,
        valid_from,
        value,
        lead(valid_from) OVER (
            PARTITION BY rule_code, name, division_id
            ORDER BY valid_from
        ) AS valid_before
    FROM released
    WHERE age = 1
)

SELECT
    book.book_id,
    period.rule_code,
    period.name,
    period.division_id,
    period.valid_from,
    period.valid_before,
    period.value,
    length(division.path) AS nearness
FROM period
INNER JOIN ledger.division AS division ON period.division_id = division.division_id
INNER JOIN facts.book AS book ON starts_with(book.path, division.path)
WHERE period.value IS NOT NULL;

-- ledger/sql/views/assignment.sql
-- Money given to projects or taken back, and not reversed; taken back is negative. Where a
-- document says only the month or year, occurred_on is the last day it can have been and
-- earliest_on the first.
CREATE OR REPLACE VIEW facts.assignment WITH (security_invoker = TRUE) AS
SELECT
    assignment.book_id,
    assignment.log_position AS assignment_id,
    assignment.voucher_id,
    assignment.external_reference,
    assignment.source_id,
    assignment.project_id,
    assignment.direction,
    assignment.pooled,
    assignment.document_no,
    assignment.occurred_on,
    assignment.evidence,
    voucher.date_precision,
    CASE assignment.direction WHEN 'assign' THEN assignment.amount ELSE -assignment.amount END
        AS amount,
    CASE voucher.date_precision
        WHEN 'day' THEN assignment.occurred_on
        WHEN 'month' THEN date_trunc('month', assignment.occurred_on::timestamp)::date
        ELSE date_trunc('year', assignment.occurred_on::timestamp)::date
    END AS earliest_on
FROM ledger.assignment AS assignment
INNER JOIN facts.horizon AS horizon
    ON
        assignment.book_id = horizon.book_id
        AND assignment.log_position <= horizon.log_position
        AND assignment.occurred_on <= horizon.as_of
INNER JOIN ledger.voucher AS voucher
    ON assignment.book_id = voucher.book_id AND assignment.voucher_id = voucher.log_position
WHERE NOT EXISTS (
    SELECT FROM facts.reversed_voucher AS reversed
    WHERE reversed.book_id = assignment.book_id AND reversed.voucher_id = assignment.voucher_id
);

-- ledger/sql/views/bid_coincidence.sql
-- What two bidders or more of one tender have in common, and which of them do. Addresses and
-- authors are the same whatever spaces stand in them.
CREATE OR REPLACE VIEW facts.bid_coincidence WITH (security_invoker = TRUE) AS
SELECT
    bid.book_id,
    bid.tender_id,
    mark.turn,
    mark.name_zh,
    mark.name_en,
    count(*) AS bidder_count,
    string_agg(bid.bidder_name, '、' ORDER BY bid.bidder_name) AS bidders
FROM facts.bid AS bid
CROSS JOIN
    LATERAL (
        VALUES
        (1, '信用代码', 'credit code', encode(bid.bidder_identity_hash, 'hex')),
        (2, '单位负责人', 'head', encode(bid.responsible_identity_hash, 'hex')),
        (3, '电话', 'phone', encode(bid.phone_hash, 'hex')),
        (4, '保证金账号', 'bond account', encode(bid.bond_account_hash, 'hex')),
        (5, '地址', 'address', replace(bid.address, ' ', '')),
        (6, '文件作者', 'author of the file', replace(bid.file_author, ' ', ''))
    ) AS mark (turn, name_zh, name_en, value)
WHERE mark.value IS NOT NULL
GROUP BY bid.book_id, bid.tender_id, mark.turn, mark.name_zh, mark.name_en, mark.value
HAVING count(*) > 1;

-- ledger/sql/views/cash_movement.sql
-- Cash that came into the treasury or was sent below, and was not reversed.
CREATE OR REPLACE VIEW facts.cash_movement WITH (security_invoker = TRUE) AS
SELECT
    cash_movement.book_id,
    cash_movement.log_position AS cash_movement_id,
    cash_movement.voucher_id,
    cash_movement.source_id,
    cash_movement.direction,
    cash_movement.document_no,
    cash_movement.amount,
    cash_movement.occurred_on
FROM ledger.cash_movement AS cash_movement
INNER JOIN facts.horizon AS horizon
    ON
        cash_movement.book_id = horizon.book_id
        AND cash_movement.log_position <= horizon.log_position
        AND cash_movement.occurred_on <= horizon.as_of
WHERE NOT EXISTS (
    SELECT FROM facts.reversed_voucher AS reversed
    WHERE
        reversed.book_id = cash_movement.book_id AND reversed.voucher_id = cash_movement.voucher_id
);

-- ledger/sql/views/cash_turnover.sql
-- Cash as the statutory accounts see it: a reversal moves what its voucher moved, in red (less than
-- nothing), instead of the other way round.
CREATE OR REPLACE VIEW facts.cash_turnover WITH (security_invoker = TRUE) AS
SELECT
    entry.book_id,
    entry.entry_id,
    entry.voucher_id,
    entry.line_number,
    entry.occurred_on,
    entry.source_id,
    source.kind AS source_kind,
    coalesce(undone.event, voucher.event) AS event,
    CASE WHEN undone.event IS NULL THEN entry.credit_kind ELSE entry.debit_kind END AS credit_kind,
    CASE WHEN undone.event IS NULL THEN entry.debit_kind ELSE entry.credit_kind END AS debit_kind,
    CASE WHEN undone.event IS NULL THEN entry.amount ELSE -entry.amount END AS amount
FROM facts.entry AS entry
INNER JOIN ledger.voucher AS voucher
    ON entry.book_id = voucher.book_id AND entry.voucher_id = voucher.log_position
LEFT JOIN ledger.voucher AS undone
    ON voucher.book_id = undone.book_id AND voucher.reverses_id = undone.log_position
INNER JOIN ledger.source AS source
    ON entry.book_id = source.book_id AND entry.source_id = source.log_position
WHERE entry.side = 'cash';

-- ledger/sql/views/commitment.sql
-- Money bound to contracts or freed from them, and not reversed; what was freed is negative.
CREATE OR REPLACE VIEW facts.commitment WITH (security_invoker = TRUE) AS
SELECT
    commitment.book_id,
    commitment.log_position AS commitment_id,
    commitment.voucher_id,
    commitment.contract_id,
    commitment.project_id,
    commitment.source_id,
    commitment.kind,
    commitment.direction,
    commitment.occurred_on,
    commitment.evidence,
    CASE commitment.direction WHEN 'commit' THEN commitment.amount ELSE -commitment.amount END
        AS amount
FROM ledger.commitment AS commitment
INNER JOIN facts.horizon AS horizon
    ON
        commitment.book_id = horizon.book_id
        AND commitment.log_position <= horizon.log_position
        AND commitment.occurred_on <= horizon.as_of
WHERE NOT EXISTS (
    SELECT FROM facts.reversed_voucher AS reversed
    WHERE reversed.book_id = commitment.book_id AND reversed.voucher_id = commitment.voucher_id
);

-- ledger/sql/views/donated_goods.sql
-- Donated goods with what of them was given out and what is left, as of the horizon's day.
CREATE OR REPLACE VIEW facts.donated_goods WITH (security_invoker = TRUE) AS
WITH moved AS (
    SELECT
        book_id,
        donated_goods_id,
        sum(CASE kind WHEN 'distributed' THEN quantity WHEN 'returned' THEN -quantity ELSE 0 END)
            AS distributed,
        sum(CASE kind WHEN 'removed' THEN quantity ELSE 0 END) AS removed
    FROM facts.donated_goods_movement
    GROUP BY book_id, donated_goods_id
)

SELECT
    donated_goods.book_id,
    donated_goods.log_position AS donated_goods_id,
    donated_goods.goods_code,
    donated_goods.donor,
    donated_goods.item,
    donated_goods.quantity,
    donated_goods.unit,
    donated_goods.estimated_value,
    donated_goods.received_on,
    donated_goods.receipt_no,
    donated_goods.evidence,
    coalesce(moved.distributed, 0) AS distributed_quantity,
    coalesce(moved.removed, 0) AS removed_quantity,
    donated_goods.quantity - coalesce(moved.distributed, 0) - coalesce(moved.removed, 0)
        AS left_quantity
FROM ledger.donated_goods AS donated_goods
INNER JOIN facts.horizon AS horizon
    ON
        donated_goods.book_id = horizon.book_id
        AND donated_goods.log_position <= horizon.log_position
        AND donated_goods.received_on <= horizon.as_of
LEFT JOIN moved
    ON
        donated_goods.book_id = moved.book_id
        AND donated_goods.log_position = moved.donated_goods_id;

-- ledger/sql/views/finding.sql
-- What audit reports asked to put right, and the day each was closed; null while it is open.
CREATE OR REPLACE VIEW facts.finding WITH (security_invoker = TRUE) AS
WITH closing AS (
    SELECT
        book_id,
        finding_id,
        min(occurred_on) AS closed_on
    FROM facts.rectification
    WHERE step = 'closed'
    GROUP BY book_id, finding_id
)

SELECT
    finding.book_id,
    finding.log_position AS finding_id,
    finding.external_reference,
    finding.report_number,
    finding.reported_on,
    finding.problem,
    finding.responsible_unit,
    finding.amount,
    finding.manner,
    finding.due_on,
    finding.evidence,
    closing.closed_on
FROM ledger.finding AS finding
INNER JOIN facts.horizon AS horizon
    ON
        finding.book_id = horizon.book_id
        AND finding.log_position <= horizon.log_position
        AND finding.reported_on <= horizon.as_of
LEFT JOIN closing
    ON
        finding.book_id = closing.book_id
        AND finding.log_position = closing.finding_id;

-- ledger/sql/views/integration.sql
-- Money moved into or out of the integrated pool, and not reversed.
CREATE OR REPLACE VIEW facts.integration WITH (security_invoker = TRUE) AS
SELECT
    integration.book_id,
    integration.log_position AS integration_id,
    integration.voucher_id,
    integration.plan_id,
    integration.source_id,
    integration.direction,
    integration.amount,
    integration.occurred_on
FROM ledger.integration AS integration
INNER JOIN facts.horizon AS horizon
    ON
        integration.book_id = horizon.book_id
        AND integration.log_position <= horizon.log_position
        AND integration.occurred_on <= horizon.as_of
WHERE NOT EXISTS (
    SELECT FROM facts.reversed_voucher AS reversed
    WHERE reversed.book_id = integration.book_id AND reversed.voucher_id = integration.voucher_id
);

-- ledger/sql/views/journal_voucher.sql
-- The vouchers of other bookkeeping software as each export had them, each called by its first
-- line. Two days under one number are two vouchers.
CREATE OR REPLACE VIEW facts.journal_voucher WITH (security_invoker = TRUE) AS
SELECT
    line.book_id,
    line.voucher_reference,
    line.voucher_key,
    line.account_set,
    line.exported_on,
    line.period,
    line.voucher_word,
    line.voucher_number,
    line.occurred_on,
    line.is_current,
    min(line.journal_line_id) AS journal_voucher_id,
    max(line.entered_on) AS entered_on,
    min(line.posted_on) AS posted_on,
    min(line.closed_on) AS closed_on,
    sum(line.debit) AS debit,
    sum(line.credit) AS credit,
    count(*) AS lines
FROM facts.journal_line AS line
GROUP BY
    line.book_id, line.voucher_reference, line.voucher_key, line.account_set, line.exported_on,
    line.period, line.voucher_word, line.voucher_number, line.occurred_on, line.is_current;

-- ledger/sql/views/opening_balance.sql
-- How far the money of opening sources had come on the day their book began here, and not reversed:
-- what projects had left (assigned), what contracts bound (committed), what was paid (disbursed),
-- and the cash in the treasury.
CREATE OR REPLACE VIEW facts.opening_balance WITH (security_invoker = TRUE) AS
SELECT
    opening_balance.book_id,
    opening_balance.log_position AS opening_balance_id,
    opening_balance.voucher_id,
    opening_balance.source_id,
    opening_balance.kind,
    opening_balance.project_id,
    opening_balance.contract_id,
    opening_balance.amount,
    opening_balance.occurred_on
FROM ledger.opening_balance AS opening_balance
INNER JOIN facts.horizon AS horizon
    ON
        opening_balance.book_id = horizon.book_id
        AND opening_balance.log_position <= horizon.log_position
        AND opening_balance.occurred_on <= horizon.as_of
WHERE NOT EXISTS (
    SELECT FROM facts.reversed_voucher AS reversed
    WHERE
        reversed.book_id = opening_balance.book_id
        AND reversed.voucher_id = opening_balance.voucher_id
);

-- ledger/sql/views/refund.sql
-- Paid money that came back, bounced by the bank or returned by the payee, and not reversed.
CREATE OR REPLACE VIEW facts.refund WITH (security_invoker = TRUE) AS
SELECT
    refund.book_id,
    refund.log_position AS refund_id,
    refund.voucher_id,
    refund.external_reference,
    refund.disbursement_id,
    refund.kind,
    refund.amount,
    refund.occurred_on,
    refund.reason,
    refund.evidence,
    paid.external_reference AS payment_reference,
    paid.payee_name
FROM ledger.refund AS refund
INNER JOIN facts.horizon AS horizon
    ON
        refund.book_id = horizon.book_id
        AND refund.log_position <= horizon.log_position
        AND refund.occurred_on <= horizon.as_of
-- The view of payments tells nothing of what bounced whole. Who does not ask has no join made.
LEFT JOIN ledger.disbursement AS paid
    ON refund.book_id = paid.book_id AND refund.disbursement_id = paid.log_position
WHERE NOT EXISTS (
    SELECT FROM facts.reversed_voucher AS reversed
    WHERE reversed.book_id = refund.book_id AND reversed.voucher_id = refund.voucher_id
);

-- ledger/sql/views/repeated_paper.sql
-- Papers under more than one voucher that was not reversed, of any book: a row for each voucher.
CREATE OR REPLACE VIEW facts.repeated_paper WITH (security_invoker = TRUE) AS
SELECT
    standing.book_id,
    standing.voucher_id,
    standing.sha256,
    standing.vouchers
FROM (
    SELECT
        placed.book_id,
        placed.voucher_id,
        placed.sha256,
        count(*) OVER (PARTITION BY placed.sha256) AS vouchers
    FROM (
        SELECT DISTINCT
            paper.book_id,
            paper.voucher_id,
            paper.sha256
        FROM ledger.attachment AS paper
        -- Spares most papers the rest: whatever stands under two vouchers was handed in twice.
        INNER JOIN (
            SELECT sha256
            FROM ledger.attachment
            GROUP BY sha256
            HAVING count(*) > 1
        ) AS handed_in ON paper.sha256 = handed_in.sha256
        INNER JOIN facts.horizon AS horizon
            ON
                paper.book_id = horizon.book_id
                AND paper.log_position <= horizon.log_position
        INNER JOIN facts.voucher AS holder
            ON paper.book_id = holder.book_id AND paper.voucher_id = holder.voucher_id
    ) AS placed
    LEFT JOIN facts.reversed_voucher AS undone
        ON placed.book_id = undone.book_id AND placed.voucher_id = undone.voucher_id
    WHERE undone.voucher_id IS NULL
) AS standing
WHERE standing.vouchers > 1;

-- ledger/sql/views/sign_off_duty.sql
-- Books of divisions that ask for sign-off sheets, and since when.
CREATE OR REPLACE VIEW facts.sign_off_duty WITH (security_invoker = TRUE) AS
SELECT
    book.book_id,
    min(marked.valid_from) AS starts_on
FROM facts.book AS book
INNER JOIN facts.division_mark AS marked
    ON
        marked.mark = 'four_party_sign_off'
        AND strpos(book.path, '/' || marked.division_id || '/') > 0
GROUP BY book.book_id;

-- ledger/sql/views/split_household_member.sql
-- Who is of a household that was split from another and lives at the same address, and who stayed
-- in that other. An address is what all records of a household agree on, in one village, whatever
-- spaces stand in it and however wide its digits are. Where only the month or year of the split is
-- known, split_on is the last day it can have been and earliest_on the first.
CREATE OR REPLACE VIEW facts.split_household_member WITH (security_invoker = TRUE) AS
WITH split AS (
    SELECT
        person.book_id,
        person.household_id,
        person.split_from_household_id,
        max(person.split_from_code) AS split_from_code,
        max(person.split_on) AS split_on,
        min(date_trunc(person.split_precision, person.split_on::timestamp)::date) AS earliest_on
    FROM facts.person AS person
    WHERE person.split_from_household_id IS NOT NULL
    GROUP BY person.book_id, person.household_id, person.split_from_household_id
),

place AS (
    SELECT
        person.book_id,
        person.household_id,
        concat_ws(
            '/',
            person.village_division_id,
            person.village,
            upper(translate(person.address, '０１２３４５６７８９－　 ', '0123456789-'))
        ) AS address
    FROM facts.person AS person
    WHERE person.address IS NOT NULL
),

home AS (
    SELECT
        place.book_id,
        place.household_id,
        min(place.address) AS address
    FROM place
    GROUP BY place.book_id, place.household_id
    HAVING min(place.address) = max(place.address)
),

alike AS (
    SELECT
        split.book_id,
        split.household_id,
        household.household_code,
        split.split_from_household_id,
        split.split_from_code,
        split.split_on,
        split.earliest_on
    FROM split
    INNER JOIN home AS own
        ON split.book_id = own.book_id AND split.household_id = own.household_id
    INNER JOIN home AS origin
        ON
            split.book_id = origin.book_id
            AND split.split_from_household_id = origin.household_id
            AND own.address = origin.address
    INNER JOIN facts.household AS household
        ON split.book_id = household.book_id AND split.household_id = household.household_id
)

SELECT
    side.book_id,
    side.household_id,
    side.household_code,
    side.split_from_household_id,
    side.split_from_code,
    side.split_on,
    side.earliest_on,
    person.identity_hash,
    -- Whoever is of both left the one for the other.
    bool_and(side.stayed) AS stayed
FROM (
    SELECT
        alike.*,
        alike.household_id AS home_id,
        FALSE AS stayed
    FROM alike
    UNION ALL
    SELECT
        alike.*,
        alike.split_from_household_id AS home_id,
        TRUE AS stayed
    FROM alike
) AS side
INNER JOIN facts.person AS person
    ON side.book_id = person.book_id AND side.home_id = person.household_id
GROUP BY
    side.book_id,
    side.household_id,
    side.household_code,
    side.split_from_household_id,
    side.split_from_code,
    side.split_on,
    side.earliest_on,
    person.identity_hash;

-- ledger/sql/views/statement_match.sql
-- Lines of statements and what they are in the ledger: matches that nobody ended, of vouchers that
-- were not reversed. Matches of one group, a line that is several movements, are seen all or none.
CREATE OR REPLACE VIEW facts.statement_match WITH (security_invoker = TRUE) AS
SELECT
    matched.book_id,
    matched.log_position AS statement_match_id,
    matched.group_id,
    matched.statement_line_id,
    matched.voucher_id,
    matched.disbursement_id,
    matched.basis,
    matched.recorded_by,
    matched.recorded_at
FROM ledger.statement_match AS matched
INNER JOIN facts.horizon AS horizon
    ON matched.book_id = horizon.book_id AND matched.log_position <= horizon.log_position
INNER JOIN facts.statement_line AS line
    ON
        matched.book_id = line.book_id
        AND matched.statement_line_id = line.statement_line_id
WHERE NOT EXISTS (
    SELECT FROM ledger.statement_match_end AS ended
    INNER JOIN ledger.statement_match AS part
        ON ended.book_id = part.book_id AND ended.statement_match_id = part.log_position
    WHERE
        part.book_id = matched.book_id
        AND part.group_id = matched.group_id
        AND ended.log_position <= horizon.log_position
) AND NOT EXISTS (
    SELECT FROM facts.reversed_voucher AS reversed
    INNER JOIN ledger.statement_match AS part
        ON reversed.book_id = part.book_id AND reversed.voucher_id = part.voucher_id
    WHERE part.book_id = matched.book_id AND part.group_id = matched.group_id
) AND NOT EXISTS (
    SELECT FROM ledger.voucher AS later
    INNER JOIN ledger.statement_match AS part
        ON later.book_id = part.book_id AND later.log_position = part.voucher_id
    WHERE
        part.book_id = matched.book_id
        AND part.group_id = matched.group_id
        AND later.occurred_on > horizon.as_of
);

-- ledger/sql/views/supervision.sql
-- Which books a book's division supervises: itself and all below it.
CREATE OR REPLACE VIEW facts.supervision WITH (security_invoker = TRUE) AS
SELECT
    above.book_id,
    below.book_id AS supervised_book_id
FROM facts.book AS above
INNER JOIN facts.book AS below ON starts_with(below.path, above.path);

-- ledger/sql/views/take_back.sql
-- Money that left a source at the end of a year, taken back or carried over, and not reversed. What
-- was carried over goes on under new_source_id, with so much of its cash as stood in the treasury.
CREATE OR REPLACE VIEW facts.take_back WITH (security_invoker = TRUE) AS
SELECT
    take_back.book_id,
    take_back.log_position AS take_back_id,
    take_back.voucher_id,
    take_back.external_reference,
    take_back.kind,
    take_back.source_id,
    take_back.project_id,
    take_back.pooled,
    take_back.document_no,
    take_back.amount,
    take_back.new_source_id,
    take_back.occurred_on,
    take_back.reason,
    take_back.evidence,
    coalesce(cash.amount, 0) AS cash_amount
FROM ledger.take_back AS take_back
INNER JOIN facts.horizon AS horizon
    ON
        take_back.book_id = horizon.book_id
        AND take_back.log_position <= horizon.log_position
        AND take_back.occurred_on <= horizon.as_of
LEFT JOIN ledger.carried_cash AS cash
    ON
        take_back.book_id = cash.book_id
        AND take_back.log_position = cash.take_back_id
        AND horizon.log_position >= cash.log_position
WHERE NOT EXISTS (
    SELECT FROM facts.reversed_voucher AS reversed
    WHERE reversed.book_id = take_back.book_id AND reversed.voucher_id = take_back.voucher_id
);

-- ledger/sql/views/tender.sql
-- Tenders with their bidders, winners and losers by name, in the order of the names; without a
-- winner nobody lost.
CREATE OR REPLACE VIEW facts.tender WITH (security_invoker = TRUE) AS
SELECT
    bid.book_id,
    bid.tender_id,
    bid.tender_code,
    bid.opened_on,
    count(*) AS bidder_count,
    max(bid.price) FILTER (WHERE bid.won) AS winning_price,
    string_agg(bid.bidder_name, '、' ORDER BY bid.bidder_name) FILTER (WHERE bid.won) AS winner,
    CASE
        WHEN bool_or(bid.won)
            THEN
                string_agg(bid.bidder_name, '、' ORDER BY bid.bidder_name)
                FILTER (WHERE bid.won IS DISTINCT FROM TRUE)
    END AS losers
FROM facts.bid AS bid
GROUP BY bid.book_id, bid.tender_id, bid.tender_code, bid.opened_on;

-- ledger/sql/views/transfer_adjustment.sql
-- What later documents changed of transfers, on the side of the book that issued or of the one that
-- received, and not reversed; what was reduced or recalled is negative.
CREATE OR REPLACE VIEW facts.transfer_adjustment WITH (security_invoker = TRUE) AS
SELECT
    adjustment.book_id,
    adjustment.log_position AS transfer_adjustment_id,
    adjustment.voucher_id,
    adjustment.external_reference,
    adjustment.side,
    adjustment.kind,
    adjustment.transfer_issue_id,
    adjustment.source_id,
    adjustment.document_no,
    adjustment.occurred_on,
    adjustment.reason,
    adjustment.evidence,
    CASE adjustment.kind WHEN 'addition' THEN adjustment.amount ELSE -adjustment.amount END
        AS amount
FROM ledger.transfer_adjustment AS adjustment
INNER JOIN facts.horizon AS horizon
    ON
        adjustment.book_id = horizon.book_id
        AND adjustment.log_position <= horizon.log_position
        AND adjustment.occurred_on <= horizon.as_of
WHERE NOT EXISTS (
    SELECT FROM facts.reversed_voucher AS reversed
    WHERE reversed.book_id = adjustment.book_id AND reversed.voucher_id = adjustment.voucher_id
);

-- ledger/sql/views/disbursement.sql
-- Payments that were made and not reversed, less what bounced: that reached nobody. What a payee
-- returned was paid all the same: facts.refund tells of it, and does not undo what was done.
CREATE OR REPLACE VIEW facts.disbursement WITH (security_invoker = TRUE) AS
WITH back AS (
    SELECT
        book_id,
        disbursement_id,
        sum(amount) AS amount
    FROM facts.refund
    WHERE kind = 'bounced'
    GROUP BY book_id, disbursement_id
)

SELECT
    disbursement.book_id,
    disbursement.log_position AS disbursement_id,
    disbursement.voucher_id,
    disbursement.external_reference,
    disbursement.source_id,
    disbursement.project_id,
    disbursement.contract_id,
    disbursement.claim_id,
    disbursement.stage,
    disbursement.reissue_of,
    disbursement.payee_id,
    disbursement.bank_account_id,
    disbursement.occurred_on,
    disbursement.approved_on,
    disbursement.period_from,
    disbursement.attachment_count,
    disbursement.approval_limit,
    disbursement.payee_name,
    disbursement.method,
    disbursement.cash_purpose,
    disbursement.economic_class,
    disbursement.purpose,
    disbursement.approved_by,
    disbursement.invoice_no,
    disbursement.batch_no,
    disbursement.evidence,
    disbursement.amount - coalesce(back.amount, 0) AS amount
FROM ledger.disbursement AS disbursement
INNER JOIN facts.horizon AS horizon
    ON
        disbursement.book_id = horizon.book_id
        AND disbursement.log_position <= horizon.log_position
        AND disbursement.occurred_on <= horizon.as_of
LEFT JOIN back
    ON
        disbursement.book_id = back.book_id
        AND disbursement.log_position = back.disbursement_id
WHERE disbursement.amount > coalesce(back.amount, 0) AND NOT EXISTS (
    SELECT FROM facts.reversed_voucher AS reversed
    WHERE reversed.book_id = disbursement.book_id AND reversed.voucher_id = disbursement.voucher_id
);

-- ledger/sql/views/reconciled_line.sql
-- Every line of a statement, and whether it was matched with what it is in the ledger.
CREATE OR REPLACE VIEW facts.reconciled_line WITH (security_invoker = TRUE) AS
WITH matched AS (
    SELECT
        book_id,
        statement_line_id
    FROM facts.statement_match
    GROUP BY book_id, statement_line_id
)

SELECT
    line.book_id,
    line.statement_line_id,
    line.line_reference,
    line.direction,
    line.amount,
    line.occurred_on,
    line.account_masked,
    line.counterparty_name,
    line.purpose,
    matched.statement_line_id IS NOT NULL AS matched
FROM facts.statement_line AS line
LEFT JOIN matched
    ON
        line.book_id = matched.book_id
        AND line.statement_line_id = matched.statement_line_id;

-- ledger/sql/views/source.sql
-- Money that arrived and was not reversed, with its fund line. The amount is what it came to with
-- the adjustments of a receipt up to the day seen, original_amount what arrived at first. What was
-- carried over names its parent; first_source_id, first_kind and first_occurred_on say what it was,
-- and when it arrived, before it was ever carried over: its age goes on. Of an opening, occurred_on
-- is the day the book began here, first_occurred_on when the money arrived. Where a document says
-- only the month or year, occurred_on is the last day it can have been and earliest_on the first.
CREATE OR REPLACE VIEW facts.source WITH (security_invoker = TRUE) AS
WITH RECURSIVE carried AS (
    SELECT
        own.book_id,
        own.log_position,
        own.parent_source_id AS source_id
    FROM ledger.source AS own
    WHERE own.parent_source_id IS NOT NULL
    UNION ALL
    SELECT
        carried.book_id,
        carried.log_position,
        earlier.parent_source_id AS source_id
    FROM carried
    INNER JOIN ledger.source AS earlier
        ON carried.book_id = earlier.book_id AND carried.source_id = earlier.log_position
    WHERE earlier.parent_source_id IS NOT NULL
),

origin AS (
    SELECT
        carried.book_id,
        carried.log_position,
        carried.source_id,
        beginning.kind,
        coalesce(beginning.arrived_on, beginning.occurred_on) AS occurred_on
    FROM carried
    INNER JOIN ledger.source AS beginning
        ON carried.book_id = beginning.book_id AND carried.source_id = beginning.log_position
    WHERE beginning.parent_source_id IS NULL
),

adjusted AS (
    SELECT
        book_id,
        source_id,
        sum(amount) AS amount,
        max(occurred_on) AS adjusted_on
    FROM facts.transfer_adjustment
    WHERE side = 'received'
    GROUP BY book_id, source_id
)

SELECT
    source.book_id,
    source.log_position AS source_id,
    source.voucher_id,
    source.external_reference,
    source.kind,
    source.fund_line_id,
    source.document_no,
    source.document_line,
    source.amount AS original_amount,
    source.occurred_on,
    source.approved_on,
    source.issuer_division_id,
    source.issuer_name,
    source.purpose,
    source.exemption,
    source.evidence,
    source.parent_source_id,
    source.due_on,
    source.annual_rate_percent,
    source.invested_project_id,
    adjusted.adjusted_on,
    voucher.date_precision,
    fund_line.name AS fund_line_name,
    fund_line.level AS fund_level,
    fund_line.fund_class,
    fund_line.integrable,
    source.amount + coalesce(adjusted.amount, 0) AS amount,
    coalesce(origin.source_id, source.log_position) AS first_source_id,
    coalesce(origin.kind, source.kind) AS first_kind,
    -- Budget money: not a gift, nor a platform company's loan, nor a return on investments.
    coalesce(origin.kind, source.kind) NOT IN ('donation', 'platform_loan', 'investment_return')
    AND coalesce(fund_line.fund_class, '') NOT IN ('donation', 'finance', 'investment_return')
        AS in_budget,
    coalesce(origin.occurred_on, source.arrived_on, source.occurred_on) AS first_occurred_on,
    CASE
        WHEN source.kind = 'opening' THEN source.arrived_on
        WHEN voucher.date_precision = 'day' THEN source.occurred_on
        WHEN voucher.date_precision = 'month'
            THEN date_trunc('month', source.occurred_on::timestamp)::date
        ELSE date_trunc('year', source.occurred_on::timestamp)::date
    END AS earliest_on
FROM ledger.source AS source
INNER JOIN facts.horizon AS horizon
    ON
        source.book_id = horizon.book_id
        AND source.log_position <= horizon.log_position
        AND source.occurred_on <= horizon.as_of
INNER JOIN ledger.voucher AS voucher
    ON source.book_id = voucher.book_id AND source.voucher_id = voucher.log_position
INNER JOIN facts.fund_line AS fund_line
    ON source.book_id = fund_line.book_id AND source.fund_line_id = fund_line.fund_line_id
LEFT JOIN adjusted
    ON source.book_id = adjusted.book_id AND source.log_position = adjusted.source_id
LEFT JOIN origin
    ON source.book_id = origin.book_id AND source.log_position = origin.log_position
WHERE NOT EXISTS (
    SELECT FROM facts.reversed_voucher AS reversed
    WHERE reversed.book_id = source.book_id AND reversed.voucher_id = source.voucher_id
);

-- ledger/sql/views/statutory_line.sql
-- Every movement of cash by statutory code: a debit and a credit in each chart of its day's regime.
-- Where no code is known there is none; the amount is below zero where a voucher undoes another.
CREATE OR REPLACE VIEW facts.statutory_line WITH (security_invoker = TRUE) AS
SELECT
    turnover.book_id,
    turnover.voucher_id,
    turnover.entry_id,
    turnover.line_number,
    turnover.occurred_on,
    turnover.source_id,
    codes.regime,
    codes.chart,
    line.side,
    line.code,
    account.name AS account_name,
    turnover.amount,
    CASE
        WHEN line.code IS NULL THEN 'unknown'
        WHEN codes.standing = 'confirmed' AND account.standing = 'confirmed' THEN 'confirmed'
        ELSE 'unconfirmed'
    END AS standing
FROM facts.cash_turnover AS turnover
CROSS JOIN
    LATERAL ledger.statutory_codes(
        turnover.event, turnover.source_kind, turnover.credit_kind, turnover.debit_kind,
        turnover.occurred_on
    ) AS codes
CROSS JOIN
    LATERAL (
        VALUES ('debit', codes.debit_code), ('credit', codes.credit_code)
    ) AS line (side, code)
LEFT JOIN ledger.statutory_account AS account
    ON codes.regime = account.regime AND codes.chart = account.chart AND line.code = account.code;

-- ledger/sql/views/transfer_issue.sql
-- Authority issued to other books and not reversed: transfers, paired aid, bond money lent on. The
-- amount is what it came to with this book's adjustments up to the day seen, original_amount what
-- was issued at first. Where a document says only the month or year, occurred_on is the last day it
-- can have been and earliest_on the first.
CREATE OR REPLACE VIEW facts.transfer_issue WITH (security_invoker = TRUE) AS
WITH adjusted AS (
    SELECT
        book_id,
        transfer_issue_id,
        sum(amount) AS amount,
        max(occurred_on) AS adjusted_on
    FROM facts.transfer_adjustment
    WHERE side = 'issued'
    GROUP BY book_id, transfer_issue_id
)

SELECT
    transfer_issue.book_id,
    transfer_issue.log_position AS transfer_issue_id,
    transfer_issue.voucher_id,
    transfer_issue.external_reference,
    transfer_issue.kind,
    transfer_issue.source_id,
    transfer_issue.document_no,
    transfer_issue.document_line,
    transfer_issue.recipient_division_id,
    transfer_issue.recipient_name,
    transfer_issue.fund_line_name,
    transfer_issue.purpose,
    transfer_issue.amount AS original_amount,
    transfer_issue.occurred_on,
    transfer_issue.exemption,
    transfer_issue.transfer_type,
    transfer_issue.issuer_kind,
    transfer_issue.required_match,
    transfer_issue.match_ground,
    transfer_issue.change_document,
    transfer_issue.changed_on,
    transfer_issue.evidence,
    adjusted.adjusted_on,
    voucher.date_precision,
    transfer_issue.amount + coalesce(adjusted.amount, 0) AS amount,
    CASE voucher.date_precision
        WHEN 'day' THEN transfer_issue.occurred_on
        WHEN 'month' THEN date_trunc('month', transfer_issue.occurred_on::timestamp)::date
        ELSE date_trunc('year', transfer_issue.occurred_on::timestamp)::date
    END AS earliest_on
FROM ledger.transfer_issue AS transfer_issue
INNER JOIN facts.horizon AS horizon
    ON
        transfer_issue.book_id = horizon.book_id
        AND transfer_issue.log_position <= horizon.log_position
        AND transfer_issue.occurred_on <= horizon.as_of
INNER JOIN ledger.voucher AS voucher
    ON transfer_issue.book_id = voucher.book_id AND transfer_issue.voucher_id = voucher.log_position
LEFT JOIN adjusted
    ON
        transfer_issue.book_id = adjusted.book_id
        AND transfer_issue.log_position = adjusted.transfer_issue_id
WHERE NOT EXISTS (
    SELECT FROM facts.reversed_voucher AS reversed
    WHERE
        reversed.book_id = transfer_issue.book_id
        AND reversed.voucher_id = transfer_issue.voucher_id
);

-- ledger/sql/views/allocation.sql
-- Documents by which a book allocated money: to books below and to its own projects. A document is
-- one row, whatever it allocated; its first allocation gives it its identity. Where a document
-- says only the month or year, occurred_on is the last day it can be of and earliest_on the first.
CREATE OR REPLACE VIEW facts.allocation WITH (security_invoker = TRUE) AS
SELECT
    allocated.book_id,
    allocated.document_no,
    min(allocated.allocation_id) AS allocation_id,
    min(allocated.occurred_on) AS occurred_on,
    max(CASE WHEN allocated.date_precision = 'day' THEN 0 ELSE 1 END) = 0 AS dated_by_day,
    sum(allocated.amount) AS amount,
    min(
        CASE allocated.date_precision
            WHEN 'day' THEN allocated.occurred_on
            WHEN 'month' THEN date_trunc('month', allocated.occurred_on::timestamp)::date
            ELSE date_trunc('year', allocated.occurred_on::timestamp)::date
        END
    ) AS earliest_on
FROM (
    SELECT
        book_id,
        transfer_issue_id AS allocation_id,
        document_no,
        occurred_on,
        date_precision,
        original_amount AS amount
    FROM facts.transfer_issue
    WHERE kind = 'transfer'
    UNION ALL
    SELECT
        book_id,
        assignment_id AS allocation_id,
        document_no,
        occurred_on,
        date_precision,
        amount
    FROM facts.assignment
    WHERE direction = 'assign'
) AS allocated
GROUP BY allocated.book_id, allocated.document_no;

-- ledger/sql/views/budget_year.sql
-- The years of a book: those in which money arrived or of which it has budget lines, with what its
-- own budget gives to poverty work and to places it helps, and takes in. The id of a year is its
-- number.
CREATE OR REPLACE VIEW facts.budget_year WITH (security_invoker = TRUE) AS
SELECT
    known.book_id,
    known.fiscal_year AS budget_year_id,
    known.fiscal_year,
    make_date(known.fiscal_year, 1, 1) AS starts_on,
    sum(known.own_amount) AS own_amount,
    sum(known.revenue_amount) AS revenue_amount,
    sum(known.aid_amount) AS aid_amount
FROM (
    SELECT
        book_id,
        fiscal_year,
        CASE kind WHEN 'own_funds' THEN amount ELSE 0 END AS own_amount,
        CASE kind WHEN 'revenue' THEN amount ELSE 0 END AS revenue_amount,
        CASE kind WHEN 'aid' THEN amount ELSE 0 END AS aid_amount
    FROM facts.budget_line
    UNION ALL
    SELECT
        book_id,
        extract(YEAR FROM occurred_on)::integer AS fiscal_year,
        0 AS own_amount,
        0 AS revenue_amount,
        0 AS aid_amount
    FROM facts.source
) AS known
GROUP BY known.book_id, known.fiscal_year;

-- ledger/sql/views/claim.sql
-- Claims for payment with what became of them. What was paid is without what bounced.
CREATE OR REPLACE VIEW facts.claim WITH (security_invoker = TRUE) AS
WITH paid AS (
    SELECT
        book_id,
        claim_id,
        sum(amount) AS amount
    FROM facts.disbursement
    WHERE claim_id IS NOT NULL
    GROUP BY book_id, claim_id
)

SELECT
    claim.book_id,
    claim.log_position AS claim_id,
    claim.claim_code,
    claim.project_id,
    claim.contract_id,
    claim.claimant,
    claim.payee_name,
    claim.stage,
    claim.is_final,
    claim.amount,
    claim.progress_percent,
    claim.submitted_on,
    checked.occurred_on AS checked_on,
    approved.occurred_on AS approved_on,
    approved.amount AS approved_amount,
    returned.occurred_on AS returned_on,
    claim.fingerprints,
    claim.evidence,
    coalesce(paid.amount, 0) AS paid_amount,
    CASE
        WHEN returned.occurred_on IS NOT NULL THEN 'returned'
        WHEN paid.amount >= approved.amount THEN 'paid'
        WHEN paid.amount > 0 THEN 'part_paid'
        WHEN approved.occurred_on IS NOT NULL THEN 'approved'
        WHEN checked.occurred_on IS NOT NULL THEN 'checked'
        ELSE 'submitted'
    END AS state
FROM ledger.claim AS claim
INNER JOIN facts.horizon AS horizon
    ON
        claim.book_id = horizon.book_id
        AND claim.log_position <= horizon.log_position
        AND claim.submitted_on <= horizon.as_of
LEFT JOIN facts.claim_step AS checked
    ON
        claim.book_id = checked.book_id
        AND claim.log_position = checked.claim_id
        AND checked.step = 'checked'
LEFT JOIN facts.claim_step AS approved
    ON
        claim.book_id = approved.book_id
        AND claim.log_position = approved.claim_id
        AND approved.step = 'approved'
LEFT JOIN facts.claim_step AS returned
    ON
        claim.book_id = returned.book_id
        AND claim.log_position = returned.claim_id
        AND returned.step = 'returned'
LEFT JOIN paid ON claim.book_id = paid.book_id AND claim.log_position = paid.claim_id;

-- ledger/sql/views/entitlement_payment.sql
-- What households were paid of what they are due: payments of the same project to a payee of the
-- household, known by the ID number of one of its persons or by its number. A payment that does
-- not say its period may be of this one: then it is not `certain`.
CREATE OR REPLACE VIEW facts.entitlement_payment WITH (security_invoker = TRUE) AS
WITH recipient AS (
    SELECT
        entitlement.book_id,
        entitlement.entitlement_id,
        payee.payee_id
    FROM facts.entitlement AS entitlement
    INNER JOIN facts.person AS person
        ON
            entitlement.book_id = person.book_id
            AND entitlement.household_id = person.household_id
    INNER JOIN facts.payee AS payee
        ON person.book_id = payee.book_id AND person.identity_hash = payee.identity_hash
    UNION
    SELECT
        entitlement.book_id,
        entitlement.entitlement_id,
        payee.payee_id
    FROM facts.entitlement AS entitlement
    INNER JOIN facts.household AS household
        ON
            entitlement.book_id = household.book_id
            AND entitlement.household_id = household.household_id
    INNER JOIN facts.payee AS payee
        ON
            household.book_id = payee.book_id
            AND household.household_code = payee.household_code
)

SELECT
    entitlement.book_id,
    entitlement.entitlement_id,
    paid.disbursement_id,
    paid.occurred_on,
    paid.amount,
    entitlement.period_from IS NULL OR paid.period_from IS NOT NULL AS certain
FROM facts.entitlement AS entitlement
INNER JOIN recipient
    ON
        entitlement.book_id = recipient.book_id
        AND entitlement.entitlement_id = recipient.entitlement_id
INNER JOIN facts.disbursement AS paid
    ON
        recipient.book_id = paid.book_id
        AND recipient.payee_id = paid.payee_id
        AND entitlement.project_id = paid.project_id
WHERE
    entitlement.period_from IS NULL
    OR paid.period_from IS NULL
    OR paid.period_from BETWEEN entitlement.period_from AND entitlement.period_until;

-- ledger/sql/views/evaluation_duty.sql
-- Whose self-evaluation a year asks for, and when it was handed in: of each project that was paid
-- for in it, of the department that is responsible for one, and of the county.
CREATE OR REPLACE VIEW facts.evaluation_duty WITH (security_invoker = TRUE) AS
WITH paid AS (
    SELECT
        payment.book_id,
        payment.project_id,
        extract(YEAR FROM payment.occurred_on)::integer AS evaluated_year,
        sum(payment.amount) AS amount
    FROM facts.disbursement AS payment
    GROUP BY payment.book_id, payment.project_id, extract(YEAR FROM payment.occurred_on)
),

owed AS (
    SELECT
        paid.book_id,
        paid.evaluated_year,
        'project' AS level,
        paid.project_id,
        NULL AS unit,
        paid.amount
    FROM paid
    UNION ALL
    SELECT
        paid.book_id,
        paid.evaluated_year,
        'department' AS level,
        NULL AS project_id,
        project.responsible_unit AS unit,
        sum(paid.amount) AS amount
    FROM paid
    INNER JOIN facts.project AS project
        ON paid.book_id = project.book_id AND paid.project_id = project.project_id
    WHERE project.responsible_unit IS NOT NULL
    GROUP BY paid.book_id, paid.evaluated_year, project.responsible_unit
    UNION ALL
    SELECT
        paid.book_id,
        paid.evaluated_year,
        'county' AS level,
        NULL AS project_id,
        NULL AS unit,
        sum(paid.amount) AS amount
    FROM paid
    GROUP BY paid.book_id, paid.evaluated_year
),

-- A department of that name, or the county: who says it for the county does not matter.
given AS (
    SELECT
        book_id,
        evaluated_year,
        level,
        project_id,
        CASE WHEN level = 'department' THEN unit END AS unit,
        min(submitted_on) AS submitted_on
    FROM facts.self_evaluation
    GROUP BY
        book_id, evaluated_year, level, project_id, CASE WHEN level = 'department' THEN unit END
)

SELECT
    owed.book_id,
    owed.evaluated_year,
    owed.level,
    owed.project_id,
    owed.amount,
    given.submitted_on,
    coalesce(project.project_code, owed.unit) AS name
FROM owed
LEFT JOIN facts.project AS project
    ON owed.book_id = project.book_id AND owed.project_id = project.project_id
LEFT JOIN given
    ON
        owed.book_id = given.book_id
        AND owed.evaluated_year = given.evaluated_year
        AND owed.level = given.level
        AND coalesce(owed.project_id, 0) = coalesce(given.project_id, 0)
        AND coalesce(owed.unit, '') = coalesce(given.unit, '');

-- ledger/sql/views/project_likeness.sql
-- Projects of one book, place and category, each beside those registered before it: how many per
-- cent of the pairs of neighbouring characters in what they build (the task, else the name) both
-- have, and whether they were given money of one fund line.
CREATE OR REPLACE VIEW facts.project_likeness WITH (security_invoker = TRUE) AS
WITH paired AS (
    SELECT
        own.book_id,
        own.project_id,
        other.project_id AS other_id,
        coalesce(own.task, own.name) AS words,
        coalesce(other.task, other.name) AS other_words
    FROM facts.project AS own
    INNER JOIN facts.project AS other
        ON
            own.book_id = other.book_id
            AND own.category = other.category
            AND own.place = other.place
            AND coalesce(own.place_division_id, '') = coalesce(other.place_division_id, '')
            AND own.project_id > other.project_id
),

bigram AS (
    SELECT DISTINCT
        described.book_id,
        described.project_id,
        substr(described.words, place.number, 2) AS letters
    FROM (
        SELECT
            book_id,
            project_id,
            words
        FROM paired
        UNION
        SELECT
            book_id,
            other_id,
            other_words
        FROM paired
    ) AS described
    CROSS JOIN LATERAL generate_series(1, length(described.words) - 1) AS place (number)
),

counted AS (
    SELECT
        book_id,
        project_id,
        count(*) AS bigrams
    FROM bigram
    GROUP BY book_id, project_id
),

common AS (
    SELECT
        paired.book_id,
        paired.project_id,
        paired.other_id,
        count(*) AS bigrams
    FROM paired
    INNER JOIN bigram AS own
        ON paired.book_id = own.book_id AND paired.project_id = own.project_id
    INNER JOIN bigram AS other
        ON
            paired.book_id = other.book_id
            AND paired.other_id = other.project_id
            AND own.letters = other.letters
    GROUP BY paired.book_id, paired.project_id, paired.other_id
),

funded AS (
    SELECT DISTINCT
        given.book_id,
        given.project_id,
        source.fund_line_id
    FROM facts.assignment AS given
    INNER JOIN facts.source AS source
        ON given.book_id = source.book_id AND given.source_id = source.source_id
),

shared AS (
    SELECT DISTINCT
        own.book_id,
        own.project_id,
        other.project_id AS other_id
    FROM funded AS own
    INNER JOIN funded AS other
        ON own.book_id = other.book_id AND own.fund_line_id = other.fund_line_id
)

SELECT
    common.book_id,
    common.project_id,
    common.other_id,
    shared.other_id IS NOT NULL AS shares_fund_line,
    round(common.bigrams * 200.0 / (own.bigrams + other.bigrams), 2) AS percent_alike
FROM common
INNER JOIN counted AS own
    ON common.book_id = own.book_id AND common.project_id = own.project_id
INNER JOIN counted AS other
    ON common.book_id = other.book_id AND common.other_id = other.project_id
LEFT JOIN shared
    ON
        common.book_id = shared.book_id
        AND common.project_id = shared.project_id
        AND common.other_id = shared.other_id;

-- ledger/sql/views/sign_off.sql
-- Sign-off sheets: whether their division asks for one, whether all hands are there and in order,
-- and since when. For persons the first hand comes after the last payment of the batch. Hands that
-- nobody asks for do not disturb.
CREATE OR REPLACE VIEW facts.sign_off WITH (security_invoker = TRUE) AS
WITH sheet AS (
    SELECT
        sign_off.book_id,
        sign_off.log_position AS sign_off_id,
        sign_off.sign_off_code,
        sign_off.kind,
        sign_off.project_id,
        sign_off.batch_no,
        sign_off.village,
        sign_off.evidence
    FROM ledger.sign_off AS sign_off
    INNER JOIN facts.horizon AS horizon
        ON
            sign_off.book_id = horizon.book_id
            AND sign_off.log_position <= horizon.log_position
),

asked AS (
    SELECT
        sheet.book_id,
        sheet.sign_off_id,
        requirement.place,
        requirement.role,
        requirement.signatures,
        count(DISTINCT signature.signer) AS signed,
        min(signature.signed_on) AS first_on,
        max(signature.signed_on) AS last_on
    FROM sheet
    INNER JOIN facts.book AS book ON sheet.book_id = book.book_id
    INNER JOIN facts.sign_off_requirement AS requirement
        ON
            sheet.kind = requirement.kind
            AND strpos(book.path, '/' || requirement.division_id || '/') > 0
    LEFT JOIN facts.signature AS signature
        ON
            sheet.book_id = signature.book_id
            AND sheet.sign_off_id = signature.sign_off_id
            AND requirement.role = signature.role
    GROUP BY
        sheet.book_id, sheet.sign_off_id, requirement.place, requirement.role,
        requirement.signatures
),

-- Nobody signs before all of the places before theirs have.
followed AS (
    SELECT
        asked.*,
        max(asked.last_on) OVER (
            PARTITION BY asked.book_id, asked.sign_off_id
            ORDER BY asked.place
            GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS before_on
    FROM asked
),

told AS (
    SELECT
        book_id,
        sign_off_id,
        bool_and(signed >= signatures) AS complete,
        bool_and(coalesce(first_on >= before_on, TRUE)) AS in_order,
        min(first_on) AS first_on,
        max(last_on) AS last_on,
        array_agg(role ORDER BY place, role) FILTER (WHERE signed < signatures) AS missing
    FROM followed
    GROUP BY book_id, sign_off_id
),

paid AS (
    SELECT
        book_id,
        project_id,
        batch_no,
        max(occurred_on) AS last_paid_on
    FROM facts.disbursement
    WHERE batch_no IS NOT NULL
    GROUP BY book_id, project_id, batch_no
)

SELECT
    sheet.book_id,
    sheet.sign_off_id,
    sheet.sign_off_code,
    sheet.kind,
    sheet.project_id,
    sheet.batch_no,
    sheet.village,
    sheet.evidence,
    told.sign_off_id IS NOT NULL AS required,
    coalesce(told.complete, TRUE) AS complete,
    coalesce(told.in_order, TRUE) AND coalesce(told.first_on >= paid.last_paid_on, TRUE)
        AS in_order,
    CASE WHEN told.complete THEN told.last_on END AS completed_on,
    coalesce(told.missing, string_to_array('', ',')) AS missing
FROM sheet
LEFT JOIN told ON sheet.book_id = told.book_id AND sheet.sign_off_id = told.sign_off_id
LEFT JOIN paid
    ON
        sheet.book_id = paid.book_id
        AND sheet.project_id = paid.project_id
        AND sheet.batch_no = paid.batch_no;

-- ledger/sql/views/source_arrival.sql
-- What a source's money came to, part by part, each on its own day: what arrived at first, and what
-- adjustments added to it or, below nothing, took from it. They add up to the amount of the source.
CREATE OR REPLACE VIEW facts.source_arrival WITH (security_invoker = TRUE) AS
SELECT
    source.book_id,
    source.source_id,
    source.source_id AS arrival_id,
    source.original_amount AS amount,
    source.occurred_on,
    source.earliest_on,
    FALSE AS adjusting
FROM facts.source AS source
UNION ALL
SELECT
    adjustment.book_id,
    adjustment.source_id,
    adjustment.transfer_adjustment_id AS arrival_id,
    adjustment.amount,
    adjustment.occurred_on,
    adjustment.occurred_on AS earliest_on,
    TRUE AS adjusting
FROM facts.transfer_adjustment AS adjustment
WHERE adjustment.side = 'received';

-- ledger/sql/views/spending.sql
-- What was spent for projects and contracts, each part on its own day: payments, what had been paid
-- before an opening, and, negative, what a payee returned: it can be paid again.
CREATE OR REPLACE VIEW facts.spending WITH (security_invoker = TRUE) AS
SELECT
    paid.book_id,
    'disbursed' AS kind,
    paid.disbursement_id AS spending_id,
    paid.source_id,
    paid.project_id,
    paid.contract_id,
    paid.amount,
    paid.occurred_on
FROM facts.disbursement AS paid
UNION ALL
SELECT
    opening.book_id,
    'opening' AS kind,
    opening.opening_balance_id AS spending_id,
    opening.source_id,
    opening.project_id,
    opening.contract_id,
    opening.amount,
    opening.occurred_on
FROM facts.opening_balance AS opening
WHERE opening.kind = 'disbursed'
UNION ALL
SELECT
    back.book_id,
    'returned' AS kind,
    back.refund_id AS spending_id,
    paid.source_id,
    paid.project_id,
    paid.contract_id,
    -back.amount AS amount,
    back.occurred_on
FROM facts.refund AS back
INNER JOIN facts.disbursement AS paid
    ON back.book_id = paid.book_id AND back.disbursement_id = paid.disbursement_id
WHERE back.kind = 'returned';

-- ledger/sql/views/transfer.sql
-- Each document line that a book issued to another, with what that book received under it: same
-- issuer, recipient, document and line; an opening there stands for what was received before it was
-- kept here. Paired aid and bond money are matched in the same way. Issued = received + in transit
-- (promise 8), each with the adjustments that its own book has entered. Where a line was issued or
-- received in several parts, the parts are added up and the first day stands.
CREATE OR REPLACE VIEW facts.transfer WITH (security_invoker = TRUE) AS
WITH issue AS (
    SELECT
        book_id,
        document_no,
        document_line,
        recipient_division_id,
        min(transfer_issue_id) AS transfer_issue_id,
        min(kind) AS kind,
        min(source_id) AS source_id,
        min(fund_line_name) AS fund_line_name,
        min(purpose) AS purpose,
        sum(amount) AS issued_amount,
        sum(original_amount) AS issued_original_amount,
        min(occurred_on) AS issued_on
    FROM facts.transfer_issue
    GROUP BY book_id, document_no, document_line, recipient_division_id
),

receipt AS (
    SELECT
        book_id,
        issuer_division_id,
        document_no,
        document_line,
        min(kind) AS received_kind,
        min(source_id) AS receipt_source_id,
        sum(amount) AS received_amount,
        sum(original_amount) AS received_original_amount,
        min(first_occurred_on) AS received_on,
        min(fund_line_name) AS received_fund_line_name,
        min(purpose) AS received_purpose
    FROM facts.source
    WHERE kind IN ('transfer', 'paired_aid', 'bond', 'opening')
    GROUP BY book_id, issuer_division_id, document_no, document_line
)

SELECT
    issue.book_id,
    issue.transfer_issue_id,
    issue.kind,
    issue.source_id,
    issue.document_no,
    issue.document_line,
    issue.fund_line_name,
    issue.purpose,
    issue.issued_amount,
    issue.issued_original_amount,
    issue.issued_on,
    issue.recipient_division_id,
    recipient.book_id AS recipient_book_id,
    receipt.receipt_source_id,
    receipt.received_kind,
    receipt.received_amount,
    receipt.received_original_amount,
    receipt.received_on,
    receipt.received_fund_line_name,
    receipt.received_purpose,
    issue.issued_amount - coalesce(receipt.received_amount, 0) AS in_transit
FROM issue
INNER JOIN facts.book AS issuer ON issue.book_id = issuer.book_id
LEFT JOIN facts.book AS recipient ON issue.recipient_division_id = recipient.division_id
LEFT JOIN receipt
    ON
        recipient.book_id = receipt.book_id
        AND issuer.division_id = receipt.issuer_division_id
        AND issue.document_no = receipt.document_no
        AND issue.document_line = receipt.document_line;

-- ledger/sql/views/village_grant.sql
-- What the registered households of a village got of a project, where persons of theirs were paid:
-- how many of how many, how much, and the least and the most that one of them got in all.
CREATE OR REPLACE VIEW facts.village_grant WITH (security_invoker = TRUE) AS
WITH received AS (
    SELECT
        paid.book_id,
        paid.project_id,
        person.village_division_id,
        person.village,
        person.household_id,
        sum(paid.amount) AS amount
    FROM facts.disbursement AS paid
    INNER JOIN facts.payee AS payee
        ON paid.book_id = payee.book_id AND paid.payee_id = payee.payee_id
    INNER JOIN facts.person AS person
        ON payee.book_id = person.book_id AND payee.identity_hash = person.identity_hash
    GROUP BY
        paid.book_id,
        paid.project_id,
        person.village_division_id,
        person.village,
        person.household_id
),

registered AS (
    SELECT
        person.book_id,
        person.village_division_id,
        person.village,
        count(DISTINCT person.household_id) AS household_count
    FROM facts.person AS person
    GROUP BY person.book_id, person.village_division_id, person.village
)

SELECT
    received.book_id,
    received.project_id,
    received.village_division_id,
    received.village,
    registered.household_count AS registered_count,
    count(*) AS household_count,
    sum(received.amount) AS amount,
    min(received.amount) AS least_amount,
    max(received.amount) AS most_amount
FROM received
INNER JOIN registered
    ON
        received.book_id = registered.book_id
        AND received.village_division_id = registered.village_division_id
        AND received.village = registered.village
GROUP BY
    received.book_id,
    received.project_id,
    received.village_division_id,
    received.village,
    registered.household_count;

-- ledger/sql/views/source_use.sql
-- What left a source, each part on its own day: paid out, issued below, taken back or carried over;
-- of an opening, what had been paid by its day. What a payee returned, and what came back of an
-- issue by an adjustment, is negative. Money that a project or a contract holds has not left yet;
-- of what it had, project_id tells.
CREATE OR REPLACE VIEW facts.source_use WITH (security_invoker = TRUE) AS
SELECT
    spent.book_id,
    spent.source_id,
    'disbursed' AS kind,
    spent.spending_id AS use_id,
    spent.project_id,
    spent.amount,
    spent.occurred_on,
    spent.occurred_on AS earliest_on
FROM facts.spending AS spent
UNION ALL
SELECT
    issue.book_id,
    issue.source_id,
    'issued' AS kind,
    issue.transfer_issue_id AS use_id,
    NULL AS project_id,
    issue.original_amount AS amount,
    issue.occurred_on,
    issue.earliest_on
FROM facts.transfer_issue AS issue
UNION ALL
SELECT
    adjustment.book_id,
    adjustment.source_id,
    'issued' AS kind,
    adjustment.transfer_adjustment_id AS use_id,
    NULL AS project_id,
    adjustment.amount,
    adjustment.occurred_on,
    adjustment.occurred_on AS earliest_on
FROM facts.transfer_adjustment AS adjustment
WHERE adjustment.side = 'issued'
UNION ALL
SELECT
    gone.book_id,
    gone.source_id,
    gone.kind,
    gone.take_back_id AS use_id,
    gone.project_id,
    gone.amount,
    gone.occurred_on,
    gone.occurred_on AS earliest_on
FROM facts.take_back AS gone;

-- audits/sql/triggers/rule_decision_is_anothers.sql
-- A decision on what rules go by is by another person than asked (promise 6).
CREATE OR REPLACE TRIGGER rule_decision_is_anothers
BEFORE INSERT ON audits.rule_decision
FOR EACH ROW EXECUTE FUNCTION audits.check_rule_decision();

-- ledger/sql/triggers/assignment_writes_entries.sql
-- The entries of an assignment follow from it; nobody writes them by hand.
CREATE OR REPLACE TRIGGER assignment_writes_entries
AFTER INSERT ON ledger.assignment
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.move_money();

-- ledger/sql/triggers/balance_not_negative.sql
-- Promise 3. Deferrable, so that an import may post a withdrawal before the assignment it undoes.
DROP TRIGGER IF EXISTS balance_not_negative ON ledger.balance;
CREATE CONSTRAINT TRIGGER balance_not_negative
AFTER INSERT OR UPDATE ON ledger.balance
DEFERRABLE INITIALLY IMMEDIATE
FOR EACH ROW
WHEN (new.amount < 0 AND new.kind NOT IN ('origin', 'cash_in'))
EXECUTE FUNCTION ledger.refuse_negative_balance();

-- ledger/sql/triggers/carried_cash_writes_entries.sql
-- The entries of cash carried over follow from it; nobody writes them by hand.
CREATE OR REPLACE TRIGGER carried_cash_writes_entries
AFTER INSERT ON ledger.carried_cash
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.move_money();

-- ledger/sql/triggers/cash_movement_writes_entries.sql
-- The entries of a cash movement follow from it; nobody writes them by hand.
CREATE OR REPLACE TRIGGER cash_movement_writes_entries
AFTER INSERT ON ledger.cash_movement
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.move_money();

-- ledger/sql/triggers/claim_period_open.sql
-- Promise 5: a claim is handed in in an open month.
CREATE OR REPLACE TRIGGER claim_period_open
AFTER INSERT ON ledger.claim
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('submitted_on');

-- ledger/sql/triggers/claim_step_period_open.sql
-- Promise 5: a claim is checked, approved or returned in an open month.
CREATE OR REPLACE TRIGGER claim_step_period_open
AFTER INSERT ON ledger.claim_step
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('occurred_on');

-- ledger/sql/triggers/claim_steps_in_order.sql
-- What becomes of a claim has an order.
CREATE OR REPLACE TRIGGER claim_steps_in_order
AFTER INSERT ON ledger.claim_step
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.check_claim_steps();

-- ledger/sql/triggers/claim_within_approval.sql
-- Deferrable, so that a refund of the same import may give room for what is paid again.
DROP TRIGGER IF EXISTS claim_within_approval ON ledger.disbursement;
CREATE CONSTRAINT TRIGGER claim_within_approval
AFTER INSERT ON ledger.disbursement
DEFERRABLE INITIALLY IMMEDIATE
FOR EACH ROW
WHEN (new.claim_id IS NOT NULL)
EXECUTE FUNCTION ledger.refuse_excess_claim();

-- ledger/sql/triggers/commitment_writes_entries.sql
-- The entries of a commitment follow from it; nobody writes them by hand.
CREATE OR REPLACE TRIGGER commitment_writes_entries
AFTER INSERT ON ledger.commitment
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.move_money();

-- ledger/sql/triggers/data_key_stays.sql
-- A data key is wrapped anew or retired; it is never another, and its dates are never gone.
CREATE OR REPLACE TRIGGER data_key_stays
BEFORE DELETE OR TRUNCATE OR UPDATE OF purpose, version, created_at ON ledger.data_key
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

-- ledger/sql/triggers/disbursement_grounds.sql
-- Its name sorts before `disbursement_writes_entries`, so it is asked first.
CREATE OR REPLACE TRIGGER disbursement_grounds
AFTER INSERT ON ledger.disbursement
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.check_payment_grounds();

-- ledger/sql/triggers/disbursement_references.sql
-- Stands in for the foreign keys of the one table that takes millions of rows a statement.
-- Its name sorts before `disbursement_writes_entries`, so it is asked first.
CREATE OR REPLACE TRIGGER disbursement_references
AFTER INSERT ON ledger.disbursement
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.check_disbursement_references();

-- ledger/sql/triggers/disbursement_writes_entries.sql
-- The entries of a disbursement follow from it; nobody writes them by hand.
CREATE OR REPLACE TRIGGER disbursement_writes_entries
AFTER INSERT ON ledger.disbursement
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.move_payments();

-- ledger/sql/triggers/donated_goods_movement_period_open.sql
-- Promise 5: donated goods leave and come back in an open month.
CREATE OR REPLACE TRIGGER donated_goods_movement_period_open
AFTER INSERT ON ledger.donated_goods_movement
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('occurred_on');

-- ledger/sql/triggers/donated_goods_period_open.sql
-- Promise 5: donated goods are received in an open month.
CREATE OR REPLACE TRIGGER donated_goods_period_open
AFTER INSERT ON ledger.donated_goods
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('received_on');

-- ledger/sql/triggers/donor_will_period_open.sql
-- Promise 5: what a donor wants is dated in an open month.
CREATE OR REPLACE TRIGGER donor_will_period_open
AFTER INSERT ON ledger.donor_will
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('stated_on');

-- ledger/sql/triggers/entry_keeps_balances.sql
-- Balances follow from entries in the same statement.
CREATE OR REPLACE TRIGGER entry_keeps_balances
AFTER INSERT ON ledger.entry
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.keep_balances();

-- ledger/sql/triggers/facts_are_never_changed.sql
-- Promise 2, on every table of the ledger and the audits that is not named here as a working table.
-- A statement trigger, because TRUNCATE walks past row triggers.
DO $$
DECLARE
    fact regclass;
    changed text;
BEGIN
    FOR fact, changed IN
        SELECT
            relation.oid,
            -- A fact of no book is given its place in the common log when that is sealed.
            (
                SELECT 'OF ' || string_agg(quote_ident(kept.attname), ', ')
                FROM pg_attribute AS kept
                WHERE kept.attrelid = relation.oid AND kept.attnum > 0
                    AND NOT kept.attisdropped AND kept.attname <> 'log_position'
                    AND EXISTS (
                        SELECT FROM pg_attribute AS place
                        WHERE place.attrelid = relation.oid
                            AND place.attname = 'log_position' AND NOT place.attnotnull
                    )
            )
        FROM pg_class AS relation
        INNER JOIN pg_namespace AS schema ON relation.relnamespace = schema.oid
        WHERE schema.nspname IN ('ledger', 'audits') AND relation.relkind = 'r'
            AND relation.relname NOT IN (
                -- Kept by the postings themselves, out of the facts.
                'balance', 'book_head', 'voucher_counter',
                -- Rolled up from the entries, and made anew when thrown away.
                'balance_slice', 'balance_slice_day',
                -- Reference data that a new edition of its source replaces.
                'calendar_day', 'division', 'division_code', 'division_mark',
                'division_succession',
                'statutory_account', 'statutory_mapping', 'statutory_regime',
                -- Keys change, and what they seal is sealed anew; nothing else of it changes.
                'data_key', 'personal_number',
                -- Who may sign in, who is signed in, and what follows from released rights.
                'book_reach', 'right_held', 'role_power',
                -- What is not posted yet.
                'draft', 'draft_piece',
                'door_key', 'recovery_code', 'second_factor', 'sign_in_brake', 'user_account',
                'user_secret', 'web_session',
                -- The scheduler's own memory, and what one process does at a time.
                'job_tick', 'turn',
                -- They grow with what they seal.
                'log_tree', 'tile'
            )
    LOOP
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER never_changed BEFORE UPDATE %s OR DELETE OR TRUNCATE ON %s'
            ' FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()',
            coalesce(changed, ''), fact
        );
        IF changed IS NOT NULL THEN
            EXECUTE format(
                'CREATE OR REPLACE TRIGGER placed_once BEFORE UPDATE OF log_position ON %s'
                ' FOR EACH ROW WHEN (old.log_position IS NOT NULL)'
                ' EXECUTE FUNCTION ledger.refuse_change()', fact
            );
            EXECUTE format(
                'CREATE OR REPLACE TRIGGER placed_later BEFORE INSERT ON %s'
                ' FOR EACH ROW WHEN (new.log_position IS NOT NULL)'
                ' EXECUTE FUNCTION ledger.refuse_change()', fact
            );
        END IF;
    END LOOP;

    -- What only grows is not removed either.
    FOR fact IN SELECT unnest(ARRAY['ledger.log_tree'::regclass, 'ledger.tile'::regclass]) LOOP
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER never_changed BEFORE DELETE OR TRUNCATE ON %s'
            ' FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()', fact
        );
    END LOOP;
END
$$;

-- ledger/sql/triggers/feedback_period_open.sql
-- Promise 5: donors are told, ask and are answered in an open month.
CREATE OR REPLACE TRIGGER feedback_period_open
AFTER INSERT ON ledger.feedback
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('occurred_on');

-- ledger/sql/triggers/finding_period_open.sql
-- Promise 5: what audits found is recorded in an open month.
CREATE OR REPLACE TRIGGER finding_period_open
AFTER INSERT ON ledger.finding
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('reported_on');

-- ledger/sql/triggers/goods_within_receipt.sql
-- What promise 3 is for money, for the quantities of donated goods.
CREATE OR REPLACE TRIGGER goods_within_receipt
AFTER INSERT ON ledger.donated_goods_movement
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_excess_goods();

-- ledger/sql/triggers/import_is_reviewed.sql
-- What is posted was reviewed: asked when the transaction ends, so that a trial may be made of
-- anything and rolled back (promise 6).
CREATE CONSTRAINT TRIGGER import_is_reviewed
AFTER INSERT ON ledger.import_batch
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION ledger.check_import_reviewed();

-- ledger/sql/triggers/integration_plan_period_open.sql
-- Promise 5: the approval of a plan is dated in an open month.
CREATE OR REPLACE TRIGGER integration_plan_period_open
AFTER INSERT ON ledger.integration_plan
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('approved_on');

-- ledger/sql/triggers/integration_writes_entries.sql
-- The entries of an integration follow from it; nobody writes them by hand.
CREATE OR REPLACE TRIGGER integration_writes_entries
AFTER INSERT ON ledger.integration
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.move_money();

-- ledger/sql/triggers/log_tree_only_grows.sql
-- A sealed tree is never cut short.
CREATE OR REPLACE TRIGGER log_tree_only_grows BEFORE UPDATE ON ledger.log_tree
FOR EACH ROW WHEN (new.tree_size < old.tree_size OR new.log_id <> old.log_id)
EXECUTE FUNCTION ledger.refuse_change();

-- ledger/sql/triggers/notice_period_open.sql
-- Promise 5: a notice is dated in an open month.
CREATE OR REPLACE TRIGGER notice_period_open
AFTER INSERT ON ledger.notice
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('starts_on');

-- ledger/sql/triggers/number_stays.sql
-- A number in the vault is sealed anew when keys change; it is never another, and never gone.
CREATE OR REPLACE TRIGGER number_stays
BEFORE DELETE OR TRUNCATE OR UPDATE OF kind, hashed, recorded_at ON ledger.personal_number
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

-- ledger/sql/triggers/opening_balance_writes_entries.sql
-- The entries of an opening's parts follow from them; nobody writes them by hand.
CREATE OR REPLACE TRIGGER opening_balance_writes_entries
AFTER INSERT ON ledger.opening_balance
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.move_money();

-- ledger/sql/triggers/payee_substitution_period_open.sql
-- Promise 5: a further payee is told of in an open month.
CREATE OR REPLACE TRIGGER payee_substitution_period_open
AFTER INSERT ON ledger.payee_substitution
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('occurred_on');

-- ledger/sql/triggers/period_act_in_order.sql
-- Periods close and reopen in order, and never by one person alone.
CREATE OR REPLACE TRIGGER period_act_in_order
BEFORE INSERT ON ledger.period_closing
FOR EACH ROW EXECUTE FUNCTION ledger.check_period_act();

-- ledger/sql/triggers/progress_goes_forward.sql
-- Work that was verified does not vanish.
CREATE OR REPLACE TRIGGER progress_goes_forward
AFTER INSERT ON ledger.progress_report
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_backward_progress();

-- ledger/sql/triggers/progress_report_period_open.sql
-- Promise 5: progress is verified in an open month.
CREATE OR REPLACE TRIGGER progress_report_period_open
AFTER INSERT ON ledger.progress_report
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('occurred_on');

-- ledger/sql/triggers/project_step_period_open.sql
-- Promise 5: a step of a project is dated in an open month.
CREATE OR REPLACE TRIGGER project_step_period_open
AFTER INSERT ON ledger.project_step
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('occurred_on');

-- ledger/sql/triggers/rectification_period_open.sql
-- Promise 5: what is done about findings is recorded in an open month.
CREATE OR REPLACE TRIGGER rectification_period_open
AFTER INSERT ON ledger.rectification
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('occurred_on');

-- ledger/sql/triggers/refund_within_payment.sql
-- Its name sorts before `refund_writes_entries`, so it is asked first.
CREATE OR REPLACE TRIGGER refund_within_payment
AFTER INSERT ON ledger.refund
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_excess_refund();

-- ledger/sql/triggers/refund_writes_entries.sql
-- The entries of a refund follow from it; nobody writes them by hand.
CREATE OR REPLACE TRIGGER refund_writes_entries
AFTER INSERT ON ledger.refund
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.move_money();

-- ledger/sql/triggers/reissue_within_bounced.sql
-- Deferrable, so that an import may post the payments before the refunds of the same file.
DROP TRIGGER IF EXISTS reissue_within_bounced ON ledger.disbursement;
CREATE CONSTRAINT TRIGGER reissue_within_bounced
AFTER INSERT ON ledger.disbursement
DEFERRABLE INITIALLY IMMEDIATE
FOR EACH ROW
WHEN (new.reissue_of IS NOT NULL)
EXECUTE FUNCTION ledger.refuse_excess_reissue();

-- ledger/sql/triggers/right_decision_applies.sql
-- A decision on a right is by another person than asked, and takes effect with it (promise 6).
CREATE OR REPLACE TRIGGER right_decision_applies
BEFORE INSERT ON ledger.right_decision
FOR EACH ROW EXECUTE FUNCTION ledger.apply_right_decision();

-- ledger/sql/triggers/self_evaluation_period_open.sql
-- Promise 5: a self-evaluation is handed in in an open month.
CREATE OR REPLACE TRIGGER self_evaluation_period_open
AFTER INSERT ON ledger.self_evaluation
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('submitted_on');

-- ledger/sql/triggers/signature_period_open.sql
-- Promise 5: a sign-off sheet is signed in an open month.
CREATE OR REPLACE TRIGGER signature_period_open
AFTER INSERT ON ledger.signature
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('signed_on');

-- ledger/sql/triggers/site_check_period_open.sql
-- Promise 5: a site is looked at in an open month.
CREATE OR REPLACE TRIGGER site_check_period_open
AFTER INSERT ON ledger.site_check
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_day('occurred_on');

-- ledger/sql/triggers/source_writes_entries.sql
-- The entries of a source follow from it; nobody writes them by hand.
CREATE OR REPLACE TRIGGER source_writes_entries
AFTER INSERT ON ledger.source
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.move_money();

-- ledger/sql/triggers/statement_match_is_right.sql
-- A match is asked for once a statement, whoever writes it.
CREATE OR REPLACE TRIGGER statement_match_is_right
AFTER INSERT ON ledger.statement_match
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_wrong_match();

-- ledger/sql/triggers/take_back_writes_entries.sql
-- The entries of a take-back or carry-over follow from it; nobody writes them by hand.
CREATE OR REPLACE TRIGGER take_back_writes_entries
AFTER INSERT ON ledger.take_back
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.move_money();

-- ledger/sql/triggers/tile_only_grows.sql
-- The hashes that a tile has stay what they are; more come after them.
CREATE OR REPLACE TRIGGER tile_only_grows BEFORE UPDATE ON ledger.tile
FOR EACH ROW WHEN (
    substring(new.hashes FOR octet_length(old.hashes)) <> old.hashes
    OR (new.log_id, new.level, new.tile_index) <> (old.log_id, old.level, old.tile_index)
)
EXECUTE FUNCTION ledger.refuse_change();

-- ledger/sql/triggers/transfer_adjustment_within_transfer.sql
-- Its name sorts before `transfer_adjustment_writes_entries`, so it is asked first.
CREATE OR REPLACE TRIGGER transfer_adjustment_within_transfer
AFTER INSERT ON ledger.transfer_adjustment
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_excess_adjustment();

-- ledger/sql/triggers/transfer_adjustment_writes_entries.sql
-- The entries of an adjustment follow from it; nobody writes them by hand.
CREATE OR REPLACE TRIGGER transfer_adjustment_writes_entries
AFTER INSERT ON ledger.transfer_adjustment
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.move_money();

-- ledger/sql/triggers/transfer_issue_writes_entries.sql
-- The entries of a transfer issue follow from it; nobody writes them by hand.
CREATE OR REPLACE TRIGGER transfer_issue_writes_entries
AFTER INSERT ON ledger.transfer_issue
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.move_money();

-- ledger/sql/triggers/voucher_period_open.sql
-- Promises 5 and 9 (openings), at the only table through which money moves.
CREATE OR REPLACE TRIGGER voucher_period_open
AFTER INSERT ON ledger.voucher
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_period();

-- ledger/sql/policies/log_of_a_book.sql
-- Promise 11, for writing: whatever is posted takes a place in the log of its book, and that takes
-- the right to write there. The owner's functions obey it as others do.
CREATE POLICY opened ON ledger.book_head FOR INSERT TO mingzhang_owner WITH CHECK (TRUE);
CREATE POLICY read_by_owner ON ledger.book_head FOR SELECT TO mingzhang_owner USING (TRUE);
CREATE POLICY written ON ledger.book_head FOR UPDATE TO mingzhang_owner
USING (TRUE)
WITH CHECK (ledger.holds_in('write', book_id));

-- ledger/sql/policies/rows_of_no_book.sql
-- Who sees the rows of tables that belong to no book. Reference data are public; of what nobody is
-- named here for, the application sees nothing.
DO $$
DECLARE
    said record;
BEGIN
    FOR said IN
        SELECT listed.name, listed.condition
        FROM (
            VALUES
            ('ledger.calendar_day', 'TRUE'),
            ('ledger.division', 'TRUE'),
            ('ledger.division_code', 'TRUE'),
            ('ledger.division_mark', 'TRUE'),
            ('ledger.division_succession', 'TRUE'),
            ('ledger.role_power', 'TRUE'),
            -- How facts are sealed, and by whom, is for everybody to check.
            ('ledger.fact_shape', 'TRUE'),
            ('ledger.shape_start', 'TRUE'),
            ('ledger.witness', 'TRUE'),
            -- Proofs of a book are for who reads it; they lead on into the common log.
            (
                'ledger.log_tree',
                'log_id = 0 OR log_id = ANY ((SELECT ledger.books_of(''book''))::integer[])'
            ),
            (
                'ledger.tile',
                'log_id = 0 OR log_id = ANY ((SELECT ledger.books_of(''book''))::integer[])'
            ),
            (
                'ledger.checkpoint',
                'log_id = 0 OR log_id = ANY ((SELECT ledger.books_of(''book''))::integer[])'
            ),
            (
                'ledger.countersignature',
                'log_id = 0 OR log_id = ANY ((SELECT ledger.books_of(''book''))::integer[])'
            ),
            ('ledger.statutory_account', 'TRUE'),
            ('ledger.statutory_mapping', 'TRUE'),
            ('ledger.statutory_regime', 'TRUE'),
            -- A paper is there for whoever sees a voucher that stands on it.
            (
                'ledger.attachment_content',
                'EXISTS (SELECT FROM ledger.attachment AS named'
                ' WHERE named.sha256 = attachment_content.sha256)'
            ),
            -- Everybody sees themselves, and who looks after rights sees whom they may give one.
            (
                'ledger.user_account',
                'login = (SELECT ledger.acting_login()) OR (SELECT ledger.holds(''account''))'
                ' OR (SELECT ledger.holds(''release''))'
            ),
            -- Rights are seen where they are looked after: of one's own place and below.
            (
                'ledger.right_request',
                'login = (SELECT ledger.acting_login())'
                ' OR recorded_by = (SELECT ledger.acting_login())'
                ' OR ledger.holds_at(''account'', division_id)'
                ' OR ledger.holds_at(''release'', division_id)'
            ),
            (
                'ledger.right_decision',
                'EXISTS (SELECT FROM ledger.right_request AS asked'
                ' WHERE asked.request_id = right_decision.request_id)'
            ),
            (
                'ledger.right_held',
                'login = (SELECT ledger.acting_login())'
                ' OR ledger.holds_at(''account'', division_id)'
                ' OR ledger.holds_at(''release'', division_id)'
            ),
            (
                'ledger.draft',
                'division_id = ANY ((SELECT ledger.divisions_of(''write''))::text[])'
            ),
            (
                'ledger.draft_step',
                'EXISTS (SELECT FROM ledger.draft AS taken'
                ' WHERE taken.draft_id = draft_step.draft_id)'
            ),
            (
                'ledger.draft_piece',
                'EXISTS (SELECT FROM ledger.draft AS held'
                ' WHERE held.draft_id = draft_piece.draft_id)'
            ),
            -- Of a book its own audit administrator reads it; what is of no book, each of them.
            (
                'ledger.access_record',
                '(SELECT ledger.holds(''record'')) AND (book_id IS NULL'
                ' OR book_id = ANY ((SELECT ledger.books_of(''record''))::integer[]))'
            ),
            ('ledger.horizon', '(SELECT ledger.holds(''finding''))'),
            -- A run of one book is for who sees flags there; one of all, for who sees any.
            (
                'audits.run',
                '(SELECT ledger.holds(''finding'')) AND (book_id IS NULL'
                ' OR book_id = ANY ((SELECT ledger.books_of(''finding''))::integer[]))'
            ),
            (
                'audits.run_outcome',
                'EXISTS (SELECT FROM audits.run AS made WHERE made.run_id = run_outcome.run_id)'
            ),
            (
                'audits.run_rule',
                'EXISTS (SELECT FROM audits.run AS made WHERE made.run_id = run_rule.run_id)'
            ),
            -- What a rule says and which figures it goes by is law for everybody; what is only
            -- asked for is for who looks after rules there. An auditor's own rule is theirs, too,
            -- and once it is run that of who sees flags: a flag is nothing without its rule.
            (
                'audits.rule_version',
                'text ->> ''division'' IS NULL'
                ' OR ledger.holds_at(''rule'', text ->> ''division'')'
                ' OR EXISTS (SELECT FROM audits.rule_request AS asked'
                ' WHERE asked.rule_code = rule_version.rule_code'
                ' AND asked.version = rule_version.version AND audits.is_released(asked.request_id))'
            ),
            (
                'audits.rule_request',
                'recorded_by = (SELECT ledger.acting_login())'
                ' OR ((kind = ''parameter'' OR division_id IS NULL)'
                ' AND audits.is_released(request_id))'
                ' OR ((SELECT ledger.holds(''finding'')) AND audits.is_released(request_id))'
                ' OR (division_id IS NULL AND (SELECT ledger.holds(''rule'')))'
                ' OR ledger.holds_at(''rule'', division_id)'
            ),
            (
                'audits.rule_decision',
                'EXISTS (SELECT FROM audits.rule_request AS asked'
                ' WHERE asked.request_id = rule_decision.request_id)'
            ),
            (
                'audits.subscription',
                '(SELECT ledger.holds(''subscribe'')) AND'
                ' (division_id IS NULL OR ledger.holds_at(''subscribe'', division_id))'
            ),
            (
                'audits.subscription_end',
                'EXISTS (SELECT FROM audits.subscription AS ended'
                ' WHERE ended.subscription_id = subscription_end.subscription_id)'
            ),
            (
                'audits.alert',
                'EXISTS (SELECT FROM audits.subscription AS told'
                ' WHERE told.subscription_id = alert.subscription_id)'
            ),
            (
                'audits.alert_delivery',
                'EXISTS (SELECT FROM audits.alert AS told'
                ' WHERE told.alert_id = alert_delivery.alert_id)'
            ),
            ('audits.job_tick', '(SELECT ledger.holds(''job''))')
        ) AS listed (name, condition)
    LOOP
        EXECUTE format(
            'CREATE POLICY seen ON %s FOR SELECT TO mingzhang_app USING (%s)',
            said.name, said.condition
        );
    END LOOP;
    -- Who manages subscriptions of a division may make and end them, in their own name.
    CREATE POLICY made ON audits.subscription FOR INSERT TO mingzhang_app
    WITH CHECK (
        recorded_by = (SELECT ledger.acting_login())
        AND ledger.holds_at('subscribe', division_id)
    );
    CREATE POLICY made ON audits.subscription_end FOR INSERT TO mingzhang_app
    WITH CHECK (
        recorded_by = (SELECT ledger.acting_login())
        AND EXISTS (
            SELECT FROM audits.subscription AS ended
            WHERE ended.subscription_id = subscription_end.subscription_id
        )
    );
END
$$;

-- ledger/sql/policies/rows_of_the_ledger.sql
-- Promise 11: of every table the application sees the rows of the books in which whoever acts holds
-- the power named here, and of other tables what is said of each. Row-level security is forced on
-- all tables, the owner's too: the posting functions, which run as the owner, see all rows, and
-- write into a book only for somebody who may, because whatever they write takes a place in its
-- log, and there the policy of `book_head` stands.
DO $$
DECLARE
    said record;
    guarded regclass;
BEGIN
    FOR guarded IN
        SELECT relation.oid
        FROM pg_class AS relation
        INNER JOIN pg_namespace AS schema ON relation.relnamespace = schema.oid
        WHERE schema.nspname IN ('ledger', 'audits') AND relation.relkind = 'r'
    LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', guarded);
        EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', guarded);
        IF guarded <> 'ledger.book_head'::regclass THEN
            EXECUTE format('CREATE POLICY owned ON %s TO mingzhang_owner USING (TRUE)', guarded);
        END IF;
    END LOOP;

    FOR said IN
        SELECT area.power, listed.name
        FROM (
            VALUES
            ('book', ARRAY[
                'ledger.book', 'ledger.book_reach', 'ledger.horizon_position',
                'ledger.period_closing'
            ]),
            ('money', ARRAY[
                'ledger.attachment', 'ledger.balance', 'ledger.balance_slice',
                'ledger.balance_slice_day', 'ledger.book_head', 'ledger.carried_cash',
                'ledger.cash_movement', 'ledger.commitment', 'ledger.disbursement',
                'ledger.entry', 'ledger.import_batch', 'ledger.integration',
                'ledger.journal_line', 'ledger.listed_account',
                'ledger.opening_balance', 'ledger.refund', 'ledger.source', 'ledger.statement',
                'ledger.statement_line', 'ledger.statement_match', 'ledger.statement_match_end',
                'ledger.take_back', 'ledger.transfer_adjustment', 'ledger.transfer_issue',
                'ledger.voucher', 'ledger.voucher_counter'
            ]),
            ('project', ARRAY[
                'ledger.assignment', 'ledger.claim', 'ledger.claim_step', 'ledger.contract',
                'ledger.donated_goods', 'ledger.donated_goods_movement', 'ledger.donor_will',
                'ledger.entitlement', 'ledger.feedback', 'ledger.foundation_year', 'ledger.fund_line', 'ledger.integration_plan', 'ledger.integration_plan_item',
                'ledger.notice', 'ledger.aid_pairing', 'ledger.budget_line',
                'ledger.payee_substitution', 'ledger.progress_report', 'ledger.project',
                'ledger.project_step', 'ledger.self_evaluation', 'ledger.sign_off',
                'ledger.signature', 'ledger.site_check'
            ]),
            ('person', ARRAY[
                'ledger.bank_account', 'ledger.bid', 'ledger.household', 'ledger.payee', 'ledger.person'
            ]),
            ('list', ARRAY['ledger.matching_entry', 'ledger.matching_list']),
            ('finding', ARRAY[
                'audits.breach', 'audits.flag', 'audits.flag_judgement', 'audits.flag_sighting',
                'ledger.finding', 'ledger.rectification'
            ]),
            -- What is referred is not for the unit that was audited, nor for those who keep its book.
            ('refer', ARRAY['audits.referral_step'])
        ) AS area (power, names)
        CROSS JOIN LATERAL unnest(area.names) AS listed (name)
    LOOP
        -- Asked once a statement, and compared by what an index on the book can be asked with.
        EXECUTE format(
            'CREATE POLICY seen ON %s FOR SELECT TO mingzhang_app'
            ' USING (book_id = ANY ((SELECT ledger.books_of(%L))::integer[]))',
            said.name, said.power
        );
    END LOOP;
END
$$;

-- audits/sql/grants/mingzhang_app_audits.sql
-- The application reads what was found, and writes who is to be told of it.
GRANT SELECT ON ALL TABLES IN SCHEMA audits TO mingzhang_app;
-- A webhook's secret is shown once, when it is made, and read by whoever sends: with it anybody
-- could send alerts in our name.
REVOKE SELECT ON audits.subscription FROM mingzhang_app;
GRANT SELECT (
    subscription_id, recipient, channel, address, division_id, least_severity, rule_codes,
    recorded_at, recorded_by
) ON audits.subscription TO mingzhang_app;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA audits FROM public;
GRANT INSERT ON audits.subscription, audits.subscription_end TO mingzhang_app;
GRANT EXECUTE ON FUNCTION
audits.ask_for_parameter(text, text, text, date, numeric, text),
audits.ask_for_version(text, integer, text, jsonb, text),
audits.decide_on_rule(bigint, text, text),
audits.is_released(bigint),
audits.judge_flag(integer, bigint, text, text, text),
audits.record_referral(integer, bigint, text, date, text, text)
TO mingzhang_app;

-- audits/sql/grants/mingzhang_audit.sql
-- Rules read the facts as the horizon shows them, by views that read their tables as whoever asks;
-- of people, drafts and numbers they see nothing.
GRANT USAGE ON SCHEMA facts, audits TO mingzhang_audit;
GRANT SELECT ON ALL TABLES IN SCHEMA ledger, facts TO mingzhang_audit;
REVOKE SELECT ON
ledger.access_record, ledger.data_key, ledger.draft, ledger.draft_piece, ledger.draft_step,
ledger.personal_number, ledger.user_account
FROM mingzhang_audit;
GRANT SELECT ON
audits.flag, audits.flag_judgement, audits.flag_sighting, audits.rule_decision, audits.rule_request,
audits.run
TO mingzhang_audit;
GRANT INSERT, SELECT ON audits.breach TO mingzhang_audit;
-- The view of statutory lines asks for codes as whoever reads it.
GRANT EXECUTE ON FUNCTION ledger.statutory_codes(text, text, text, text, date) TO mingzhang_audit;

-- audits/sql/grants/mingzhang_jobs.sql
-- Runs and jobs read the facts of all books as the horizon shows them, the tables under these views
-- among them, and write what was found and who was told; of people they see nothing.
GRANT USAGE ON SCHEMA ledger, facts, audits TO mingzhang_jobs;
GRANT SELECT ON ALL TABLES IN SCHEMA ledger, facts, audits TO mingzhang_jobs;
REVOKE SELECT ON
ledger.access_record, ledger.data_key, ledger.draft, ledger.draft_piece, ledger.draft_step,
ledger.personal_number, ledger.user_account
FROM mingzhang_jobs;
GRANT INSERT ON
audits.rule_version, audits.run, audits.run_rule, audits.run_outcome,
audits.flag, audits.flag_sighting, audits.alert, audits.alert_delivery
TO mingzhang_jobs;
GRANT INSERT, UPDATE, DELETE ON audits.job_tick TO mingzhang_jobs;
-- UPDATE, to hold a row.
GRANT INSERT, UPDATE ON ledger.turn TO mingzhang_jobs;
GRANT EXECUTE ON FUNCTION
audits.refresh_statistics(),
ledger.closed_through(integer),
ledger.month_of(date),
ledger.roll_up_balances(integer),
ledger.slice_positions(integer),
ledger.statutory_codes(text, text, text, text, date),
ledger.take_horizon(date),
ledger.today_in_beijing()
TO mingzhang_jobs;

-- ledger/sql/grants/mingzhang_app.sql
-- The application reads everything it shows and writes facts only through the posting functions.
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM public;
GRANT USAGE ON SCHEMA ledger, facts, audits TO mingzhang_app;
GRANT SELECT ON ALL TABLES IN SCHEMA ledger, facts TO mingzhang_app;
-- Numbers are given out one by one, by ledger.sealed_number(), and keys only wrapped.
REVOKE ALL ON TABLE ledger.personal_number, ledger.data_key FROM mingzhang_app;
GRANT EXECUTE ON FUNCTION
ledger.act_on_period(integer, text, integer, text),
ledger.acting_login(),
ledger.ask_for_right(text, text, text, text, boolean, date, text),
ledger.attach_file(integer, bigint, text, text, bigint, text),
ledger.await_same_file(text),
ledger.balances_as_of(integer, bigint[], bigint[], date, timestamptz),
ledger.begin_data_keys(bytea, bytea, bytea),
ledger.begin_import(bigint, text, text, boolean, jsonb),
ledger.books_of(text),
ledger.check_imported_parties(),
ledger.check_power(text, text),
ledger.check_power_anywhere(text[]),
ledger.check_power_in(text, integer),
ledger.closed_through(integer),
ledger.count_rows_anew(),
ledger.decide_on_right(bigint, text, text),
ledger.divisions_of(text),
ledger.end_import(),
ledger.end_statement_match(integer, bigint, text),
ledger.holds(text),
ledger.holds_at(text, text),
ledger.holds_in(text, integer),
ledger.import_digest(),
ledger.keep_draft(
    bigint, text, text, text, text, text, boolean, text[], bytea, jsonb
),
ledger.keep_draft_piece(bigint, integer, text, bytea),
ledger.keep_staged_piece(bigint, integer, text, bytea),
ledger.match_by_hand(integer, bigint, bigint[], bigint[]),
ledger.match_by_rule(integer, integer),
ledger.month_of(date),
ledger.not_received(integer, integer),
ledger.note_access(text, integer, text, jsonb),
ledger.open_staged_books(text[], text[]),
ledger.post_staged(text),
ledger.hold_data_keys(),
ledger.own_powers(),
ledger.report_excess_payments(),
ledger.report_overdrafts(),
ledger.return_draft(bigint, text),
ledger.review_draft(bigint, bytea),
ledger.settle_import(),
ledger.sealed_number(text, bytea, integer, text),
ledger.slice_positions(integer),
ledger.statutory_codes(text, text, text, text, date),
ledger.sums_of_import(),
ledger.today_in_beijing(),
ledger.trial_balance(integer, integer),
ledger.withdraw_draft(bigint),
ledger.withdraw_right_request(bigint)
TO mingzhang_app;

-- ledger/sql/grants/mingzhang_seal.sql
-- Who seals reads the facts, so as to hash them, gives facts of no book their place, and writes the
-- evidence; of sessions, secrets, keys, numbers and drafts it sees nothing.
DO $$
DECLARE
    fact regclass;
    common boolean;
BEGIN
    GRANT USAGE ON SCHEMA ledger, audits TO mingzhang_seal;
    FOR fact, common IN
        SELECT relation.oid, NOT place.attnotnull
        FROM pg_class AS relation
        INNER JOIN pg_namespace AS schema ON relation.relnamespace = schema.oid
        INNER JOIN pg_attribute AS place
            ON relation.oid = place.attrelid AND place.attname = 'log_position'
        WHERE schema.nspname IN ('ledger', 'audits') AND relation.relkind = 'r'
    LOOP
        EXECUTE format('GRANT SELECT ON %s TO mingzhang_seal', fact);
        IF common THEN
            EXECUTE format('GRANT UPDATE (log_position) ON %s TO mingzhang_seal', fact);
        END IF;
    END LOOP;
    GRANT SELECT ON
    -- Of books it tells the names.
    ledger.division, ledger.division_code,
    ledger.book_head, ledger.fact_shape, ledger.shape_start, ledger.log_tree, ledger.tile
    TO mingzhang_seal;
    GRANT INSERT, UPDATE ON ledger.log_tree, ledger.tile TO mingzhang_seal;
    GRANT INSERT ON ledger.checkpoint, ledger.countersignature TO mingzhang_seal;
END
$$;

-- ledger/sql/grants/people.sql
-- Who signs in proves it to functions; what proves them is read by nothing else.
REVOKE ALL ON
ledger.begun_session, ledger.door_key, ledger.live_session, ledger.recovery_code,
ledger.second_factor, ledger.sign_in_brake, ledger.user_secret, ledger.web_session
FROM mingzhang_app, mingzhang_audit, mingzhang_jobs;
GRANT EXECUTE ON FUNCTION
ledger.add_user(text, text, text, bytea, integer, integer, integer, bytea),
ledger.change_password(bytea, bytea, integer, integer, integer, bytea),
ledger.confirm_second_factor(bytea, bytea, bigint, bytea[]),
ledger.disable_user(text, boolean),
ledger.drop_second_factor(bytea, bytea, bigint, bytea),
ledger.end_sessions(bigint),
ledger.link_user(text, text, text),
ledger.offer_second_factor(bytea),
ledger.open_provider_session(text, text, bytea, bytea, text, text, text),
ledger.open_session(text, bytea, bytea, bytea, text, text, text),
ledger.pass_second_factor(bytea, bigint, bytea, bytea, text),
ledger.password_parameters(text, integer, integer, integer),
ledger.reset_user(text, bytea, integer, integer, integer, bytea),
ledger.sealed_second_factor(bytea),
ledger.sessions_of_mine(),
ledger.sign_out(),
ledger.user_accounts(),
ledger.who_acts()
TO mingzhang_app;

INSERT INTO ledger.fact_shape (relation, version, common, shape) VALUES
('audits.alert', 1, TRUE, E'mingzhang-fact/1\naudits.alert\nlog_position bigint\nbook_id integer\nalert_id bigint\nsubscription_id bigint\nkind text\nrun_id bigint\nidempotency_key text\nbody jsonb personal\ncreated_at timestamp_with_time_zone\n'),
('audits.alert_delivery', 1, TRUE, E'mingzhang-fact/1\naudits.alert_delivery\nlog_position bigint\nalert_id bigint\nattempt integer\nattempted_at timestamp_with_time_zone\noutcome text\nerror text\nnext_attempt_at timestamp_with_time_zone\n'),
('audits.breach', 1, TRUE, E'mingzhang-fact/1\naudits.breach\nlog_position bigint\nbook_id integer\nrule_code text\nsubject_id bigint\nrun_id bigint\namount_at_issue numeric(18,2)\ndue_on date\nevidence jsonb personal\n'),
('audits.flag', 1, TRUE, E'mingzhang-fact/1\naudits.flag\nlog_position bigint\nbook_id integer\nflag_id bigint\nrule_code text\nsubject_id bigint\nfirst_run_id bigint\nseverity integer\nrecorded_at timestamp_with_time_zone\n'),
('audits.flag_judgement', 1, TRUE, E'mingzhang-fact/1\naudits.flag_judgement\nlog_position bigint\nbook_id integer\nflag_id bigint\njudgement_id bigint\nrecorded_at timestamp_with_time_zone\nrecorded_by text\noutcome text\nreason text\nnote text\n'),
('audits.flag_sighting', 1, TRUE, E'mingzhang-fact/1\naudits.flag_sighting\nlog_position bigint\nbook_id integer\nflag_id bigint\nrun_id bigint\nstate text\n'),
('audits.referral_step', 1, TRUE, E'mingzhang-fact/1\naudits.referral_step\nlog_position bigint\nbook_id integer\nflag_id bigint\nreferral_step_id bigint\nrecorded_at timestamp_with_time_zone\nrecorded_by text\nstep text\noccurred_on date\nreceiver text\nnote text\n'),
('audits.rule_decision', 1, TRUE, E'mingzhang-fact/1\naudits.rule_decision\nlog_position bigint\nrequest_id bigint\nrecorded_at timestamp_with_time_zone\nrecorded_by text\ndecision text\nreason text\n'),
('audits.rule_request', 1, TRUE, E'mingzhang-fact/1\naudits.rule_request\nlog_position bigint\nrequest_id bigint\nrecorded_at timestamp_with_time_zone\nrecorded_by text\nkind text\nrule_code text\nversion integer\ndivision_id text\nname text\nvalid_from date\nvalue numeric(18,4)\nground text\n'),
('audits.rule_version', 1, TRUE, E'mingzhang-fact/1\naudits.rule_version\nlog_position bigint\nrule_code text\nversion integer\nsha256 text\ntext jsonb\nrecorded_at timestamp_with_time_zone\n'),
('audits.run', 1, TRUE, E'mingzhang-fact/1\naudits.run\nlog_position bigint\nbook_id integer\nrun_id bigint\nhorizon_id bigint\nas_of date\nlooks_back boolean\nstarted_at timestamp_with_time_zone\nstarted_by text\n'),
('audits.run_outcome', 1, TRUE, E'mingzhang-fact/1\naudits.run_outcome\nlog_position bigint\nrun_id bigint\nstate text\nnew_flags bigint\nseen_again bigint\nno_longer_seen bigint\nfinished_at timestamp_with_time_zone\n'),
('audits.run_rule', 1, TRUE, E'mingzhang-fact/1\naudits.run_rule\nlog_position bigint\nrun_id bigint\nrule_code text\nversion integer\nexamined bigint\nbreached bigint\nnot_applicable bigint\nseconds numeric(12,3)\nerror text\nbase_run_id bigint\ngiven text\n'),
('audits.subscription', 1, TRUE, E'mingzhang-fact/1\naudits.subscription\nlog_position bigint\nsubscription_id bigint\nrecipient text personal\nchannel text\naddress text personal\nsecret text personal\ndivision_id text\nleast_severity integer\nrule_codes text[]\nrecorded_at timestamp_with_time_zone\nrecorded_by text\n'),
('audits.subscription_end', 1, TRUE, E'mingzhang-fact/1\naudits.subscription_end\nlog_position bigint\nsubscription_id bigint\nrecorded_at timestamp_with_time_zone\nrecorded_by text\n'),
('ledger.access_record', 1, TRUE, E'mingzhang-fact/1\nledger.access_record\nlog_position bigint\nbook_id integer\naccess_id bigint\nrecorded_at timestamp_with_time_zone\nlogin text\nkind text\nsubject text\ndetails jsonb\n'),
('ledger.aid_pairing', 1, FALSE, E'mingzhang-fact/1\nledger.aid_pairing\nlog_position bigint\nbook_id integer\naid_pairing_id bigint\npairing_code text\nhelper text\nhelper_division_id text\nhelped_kind text\nhelped_name text\nstarts_on date\nends_on date\nexited_on date\npledged_amount numeric(18,2)\ndue_on date\ndocument_no text\nevidence text\neffective_on date\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.assignment', 1, FALSE, E'mingzhang-fact/1\nledger.assignment\nlog_position bigint\nbook_id integer\nvoucher_id bigint\nimport_row integer\nexternal_reference text\nsource_id bigint\nproject_id bigint\ndirection text\npooled boolean\ndocument_no text\namount numeric(18,2)\noccurred_on date\nevidence text\nrecorded_at timestamp_with_time_zone\n'),
('ledger.attachment', 1, FALSE, E'mingzhang-fact/1\nledger.attachment\nlog_position bigint\nbook_id integer\nvoucher_id bigint\nsha256 text\nfile_name text\ncontent_sha256 text\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.attachment_content', 1, TRUE, E'mingzhang-fact/1\nledger.attachment_content\nlog_position bigint\nsha256 text\nsize bigint\nmedia_type text\nstored_at timestamp_with_time_zone\nstored_by text\n'),
('ledger.bank_account', 1, FALSE, E'mingzhang-fact/1\nledger.bank_account\nlog_position bigint\nbook_id integer\nnumber_hash bytea personal\nnumber_masked text personal\nbank_name text\nholder_payee_id bigint\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.bid', 1, FALSE, E'mingzhang-fact/1\nledger.bid\nlog_position bigint\nbook_id integer\nexternal_reference text\ntender_code text\nproject_id bigint\nopened_on date\nbidder_name text personal\nbidder_identity_hash bytea personal\nbidder_identity_masked text personal\nprice numeric(18,2)\nwon boolean\nresponsible_identity_hash bytea personal\nresponsible_identity_masked text personal\nphone_hash bytea personal\nphone_masked text personal\nbond_account_hash bytea personal\nbond_account_masked text personal\naddress text personal\nfile_author text personal\nevidence text\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.book', 1, TRUE, E'mingzhang-fact/1\nledger.book\nlog_position bigint\nbook_id integer\ndivision_id text\nopened_at timestamp_with_time_zone\nopened_by text\n'),
('ledger.budget_line', 1, FALSE, E'mingzhang-fact/1\nledger.budget_line\nlog_position bigint\nbook_id integer\nbudget_line_id bigint\nline_code text\nfiscal_year integer\nkind text\namount numeric(18,2)\nentered_on date\ndocument_no text\nadded boolean\nreported_on date\nevidence text\neffective_on date\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.carried_cash', 1, FALSE, E'mingzhang-fact/1\nledger.carried_cash\nlog_position bigint\nbook_id integer\ntake_back_id bigint\namount numeric(18,2)\nrecorded_at timestamp_with_time_zone\n'),
('ledger.cash_movement', 1, FALSE, E'mingzhang-fact/1\nledger.cash_movement\nlog_position bigint\nbook_id integer\nvoucher_id bigint\nimport_row integer\nexternal_reference text\nsource_id bigint\ndirection text\ndocument_no text\namount numeric(18,2)\noccurred_on date\nevidence text\nrecorded_at timestamp_with_time_zone\n'),
('ledger.checkpoint', 1, TRUE, E'mingzhang-fact/1\nledger.checkpoint\nlog_position bigint\nlog_id integer\ntree_size bigint\nroot bytea\nsealed_at timestamp_with_time_zone\nnote text\n'),
('ledger.claim', 1, FALSE, E'mingzhang-fact/1\nledger.claim\nlog_position bigint\nbook_id integer\nclaim_code text\nproject_id bigint\ncontract_id bigint\nclaimant text personal\npayee_name text personal\nstage text\nis_final boolean\namount numeric(18,2)\nprogress_percent numeric(18,2)\nsubmitted_on date\nfingerprints text[]\nevidence text\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.claim_step', 1, FALSE, E'mingzhang-fact/1\nledger.claim_step\nlog_position bigint\nbook_id integer\nexternal_reference text\nclaim_id bigint\nstep text\noccurred_on date\nactor text\namount numeric(18,2)\nreason text\nevidence text\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.commitment', 1, FALSE, E'mingzhang-fact/1\nledger.commitment\nlog_position bigint\nbook_id integer\nvoucher_id bigint\nimport_row integer\nexternal_reference text\ncontract_id bigint\nproject_id bigint\nsource_id bigint\nkind text\ndirection text\namount numeric(18,2)\noccurred_on date\nevidence text\nrecorded_at timestamp_with_time_zone\n'),
('ledger.contract', 1, FALSE, E'mingzhang-fact/1\nledger.contract\nlog_position bigint\nbook_id integer\ncontract_id bigint\ncontract_code text\nproject_id bigint\npayee_id bigint\nkind text\nprocurement_method text\namount numeric(18,2)\nsigned_on date\nretention_percent numeric(18,2)\nsettled_on date\nretention_until date\nawarded_on date\nawarded_to text\naward_amount numeric(18,2)\nmethod_ground text\nfiled_on date\npublished_on date\nestimate_amount numeric(18,2)\nbid_bond_amount numeric(18,2)\nperformance_bond_amount numeric(18,2)\nevidence text\neffective_on date\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.countersignature', 1, TRUE, E'mingzhang-fact/1\nledger.countersignature\nlog_position bigint\nlog_id integer\ntree_size bigint\npublic_key text\nsigned_at timestamp_with_time_zone\nline text\nrecorded_at timestamp_with_time_zone\n'),
('ledger.disbursement', 1, FALSE, E'mingzhang-fact/1\nledger.disbursement\nlog_position bigint\nbook_id integer\nvoucher_id bigint\nsource_id bigint\nproject_id bigint\ncontract_id bigint\nclaim_id bigint\npayee_id bigint\nbank_account_id bigint\nimport_row integer\noccurred_on date\napproved_on date\nperiod_from date\nattachment_count integer\namount numeric(18,2)\napproval_limit numeric(18,2)\nexternal_reference text\npayee_name text personal\nstage text\nreissue_of text\nmethod text\ncash_purpose text\neconomic_class text\npurpose text\napproved_by text\ninvoice_no text\nbatch_no text\nevidence text\nrecorded_at timestamp_with_time_zone\n'),
('ledger.donated_goods', 1, FALSE, E'mingzhang-fact/1\nledger.donated_goods\nlog_position bigint\nbook_id integer\ngoods_code text\ndonor text personal\nitem text\nquantity numeric(18,3)\nunit text\nestimated_value numeric(18,2)\nreceived_on date\nreceipt_no text\nevidence text\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.donated_goods_movement', 1, FALSE, E'mingzhang-fact/1\nledger.donated_goods_movement\nlog_position bigint\nbook_id integer\nexternal_reference text\ngoods_id bigint\nkind text\nquantity numeric(18,3)\noccurred_on date\nproject_id bigint\nhousehold_id bigint\nrecipient text personal\nreason text\nevidence text\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.donor_will', 1, FALSE, E'mingzhang-fact/1\nledger.donor_will\nlog_position bigint\nbook_id integer\nsource_id bigint\nstated_on date\ndate_precision text\ndonor text personal\nwill text\nrestricted_category text\nrestricted_division_id text\nrestricted_project_id bigint\nregistered_only boolean\nuse_by date\nevidence text\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.draft_step', 1, TRUE, E'mingzhang-fact/1\nledger.draft_step\nlog_position bigint\ndraft_id bigint\nstep_number integer\nrecorded_at timestamp_with_time_zone\nrecorded_by text\nstep text\nfingerprint bytea\nreason text\n'),
('ledger.entitlement', 1, FALSE, E'mingzhang-fact/1\nledger.entitlement\nlog_position bigint\nbook_id integer\nentitlement_id bigint\nentitlement_code text\nproject_id bigint\nhousehold_id bigint\nperiod_from date\nperiod_until date\nquantity numeric(18,3)\nunit text\nstandard_amount numeric(18,2)\nstandard_document text\napproved_amount numeric(18,2)\napproved_on date\ndue_on date\nconfirmed_amount numeric(18,2)\nconfirmed_on date\nevidence text\neffective_on date\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.entry', 1, FALSE, E'mingzhang-fact/1\nledger.entry\nlog_position bigint\nbook_id integer\nvoucher_id bigint\nline_number integer\nside text\nsource_id bigint\ncredit_kind text\ncredit_project_id bigint\ncredit_contract_id bigint\ndebit_kind text\ndebit_project_id bigint\ndebit_contract_id bigint\namount numeric(18,2)\noccurred_on date\nrecorded_at timestamp_with_time_zone\n'),
('ledger.feedback', 1, FALSE, E'mingzhang-fact/1\nledger.feedback\nlog_position bigint\nbook_id integer\nexternal_reference text\nsource_id bigint\nkind text\noccurred_on date\nmeans text\ncontents text\nevidence text\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.finding', 1, FALSE, E'mingzhang-fact/1\nledger.finding\nlog_position bigint\nbook_id integer\nexternal_reference text\nreport_number text\nreported_on date\nproblem text\nresponsible_unit text\namount numeric(18,2)\nmanner text\ndue_on date\nevidence text\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.foundation_year', 1, FALSE, E'mingzhang-fact/1\nledger.foundation_year\nlog_position bigint\nbook_id integer\nfoundation_year_id bigint\nreport_code text\nfoundation text\nends_on date\nmay_raise boolean\nspending_amount numeric(18,2)\ncharity_amount numeric(18,2)\nmanagement_amount numeric(18,2)\nincome_before_amount numeric(18,2)\naverage_income_amount numeric(18,2)\nexemption text\nevidence text\neffective_on date\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.fund_line', 1, FALSE, E'mingzhang-fact/1\nledger.fund_line\nlog_position bigint\nbook_id integer\nfund_line_id bigint\nname text\nlevel text\nfund_class text\nintegrable boolean\neffective_on date\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.horizon', 1, TRUE, E'mingzhang-fact/1\nledger.horizon\nlog_position bigint\nhorizon_id bigint\nas_of date\ntaken_at timestamp_with_time_zone\n'),
('ledger.horizon_position', 1, TRUE, E'mingzhang-fact/1\nledger.horizon_position\nlog_position bigint\nbook_id integer\nhorizon_id bigint\nseen_position bigint\nas_of date\n'),
('ledger.household', 1, FALSE, E'mingzhang-fact/1\nledger.household\nlog_position bigint\nbook_id integer\nhousehold_code text personal\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.import_batch', 1, FALSE, E'mingzhang-fact/1\nledger.import_batch\nlog_position bigint\nbook_id integer\nfile_name text\nfile_sha256 text\npartial boolean\ndraft_id bigint\nreviewed_by text\nposted_by text\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.integration', 1, FALSE, E'mingzhang-fact/1\nledger.integration\nlog_position bigint\nbook_id integer\nvoucher_id bigint\nimport_row integer\nplan_id bigint\nsource_id bigint\ndirection text\namount numeric(18,2)\noccurred_on date\nrecorded_at timestamp_with_time_zone\n'),
('ledger.integration_plan', 1, FALSE, E'mingzhang-fact/1\nledger.integration_plan\nlog_position bigint\nbook_id integer\nplan_code text\nversion_number integer\napproved_on date\napproved_by text\nfiled_on date\nfiled_with text\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.integration_plan_item', 1, FALSE, E'mingzhang-fact/1\nledger.integration_plan_item\nlog_position bigint\nbook_id integer\nplan_id bigint\nproject_id bigint\namount numeric(18,2)\nevidence text\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.journal_line', 1, FALSE, E'mingzhang-fact/1\nledger.journal_line\nlog_position bigint\nbook_id integer\nexternal_reference text\nvoucher_reference text\naccount_set text\nexported_on date\nperiod integer\nvoucher_word text\nvoucher_number integer\nline_number integer\noccurred_on date\nentered_on date\nposted_on date\nclosed_on date\nsummary text\naccount_code text\naccount_name text\ndebit numeric(18,2)\ncredit numeric(18,2)\ncounterparty_division_id text\ncounterparty_name text\nfund_line_name text\ndocument_no text\nproject_code text\nfunction_code text\neconomic_code text\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.listed_account', 1, FALSE, E'mingzhang-fact/1\nledger.listed_account\nlog_position bigint\nbook_id integer\nexternal_reference text\nlisted_by text\norigin text\nas_of date\nholder text\naccount_hash bytea\naccount_masked text\nbank_name text\naccount_kind text\nopened_on date\nclosed_on date\nbalance numeric(18,2)\napproval_document text\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.matching_entry', 1, FALSE, E'mingzhang-fact/1\nledger.matching_entry\nlog_position bigint\nbook_id integer\nlist_id bigint\nname text personal\nidentity_hash bytea personal\nidentity_masked text personal\nstarts_on date\nends_on date\nobject_kind text\nprice numeric(18,2)\ncompany text\nnote text personal\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.matching_list', 1, FALSE, E'mingzhang-fact/1\nledger.matching_list\nlog_position bigint\nbook_id integer\nlist_code text\nkind text\norigin text\nlegal_ground text\nas_of date\nexpires_on date\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.notice', 1, FALSE, E'mingzhang-fact/1\nledger.notice\nlog_position bigint\nbook_id integer\nnotice_id bigint\nnotice_code text\nkind text\nlevel text\nchannel text\ndocument_no text\nproject_id bigint\nstarts_on date\nends_on date\nplace text\npublished_amount numeric(18,2)\ngives_sources boolean\ngives_principle boolean\ngives_table boolean\ngives_phone boolean\ngives_hotline boolean\ngives_regions boolean\ngives_projects boolean\nexposed text\nchecked_on date\nreachable boolean\nphoto_sha256 text\nevidence text\neffective_on date\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.opening_balance', 1, FALSE, E'mingzhang-fact/1\nledger.opening_balance\nlog_position bigint\nbook_id integer\nvoucher_id bigint\nimport_row integer\nsource_id bigint\nkind text\nproject_id bigint\ncontract_id bigint\namount numeric(18,2)\noccurred_on date\nrecorded_at timestamp_with_time_zone\n'),
('ledger.payee', 1, FALSE, E'mingzhang-fact/1\nledger.payee\nlog_position bigint\nbook_id integer\npayee_id bigint\npayee_code text\nname text personal\nkind text\nidentity_hash bytea personal\nidentity_masked text personal\nphone_hash bytea personal\nphone_masked text personal\nhousehold_code text personal\nevidence text\neffective_on date\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.payee_substitution', 1, FALSE, E'mingzhang-fact/1\nledger.payee_substitution\nlog_position bigint\nbook_id integer\nexternal_reference text\ncontract_id bigint\npayee_id bigint\nkind text\noccurred_on date\ndocument_no text\nevidence text\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.period_closing', 1, FALSE, E'mingzhang-fact/1\nledger.period_closing\nlog_position bigint\nbook_id integer\nact text\nperiod integer\nclosed_through integer\nasked_id bigint\nreason text\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.person', 1, FALSE, E'mingzhang-fact/1\nledger.person\nlog_position bigint\nbook_id integer\nperson_id bigint\nhousehold_id bigint\nname text personal\nidentity_hash bytea personal\nidentity_masked text personal\nphone_hash bytea personal\nphone_masked text personal\nrelation text personal\nvillage_division_id text\nvillage text\naddress text personal\nregistered_on date\nexited_on date\nsplit_from_household_id bigint\nsplit_on date\nsplit_precision text\nevidence text\neffective_on date\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.progress_report', 1, FALSE, E'mingzhang-fact/1\nledger.progress_report\nlog_position bigint\nbook_id integer\nexternal_reference text\nproject_id bigint\ncontract_id bigint\noccurred_on date\npercent numeric(18,2)\nverified_by text\ncorrection_reason text\nevidence text\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.project', 1, FALSE, E'mingzhang-fact/1\nledger.project\nlog_position bigint\nbook_id integer\nproject_id bigint\nproject_code text\nname text\ncategory text\nnature text\nplace_division_id text\nplace text\nplanned_start_on date\nplanned_finish_on date\nresponsible_unit text\ntask text\napproved_total numeric(18,2)\nfeasibility_estimate numeric(18,2)\napproved_estimate numeric(18,2)\nscale_quantity numeric(18,3)\nscale_unit text\nfunding text\nbeneficiaries text\nperformance_target text\nlinkage text\nproject_year integer\nevidence text\neffective_on date\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.project_step', 1, FALSE, E'mingzhang-fact/1\nledger.project_step\nlog_position bigint\nbook_id integer\nexternal_reference text\nproject_id bigint\nstep text\noccurred_on date\nends_on date\nactor text\nevidence text\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.rectification', 1, FALSE, E'mingzhang-fact/1\nledger.rectification\nlog_position bigint\nbook_id integer\nexternal_reference text\nfinding_id bigint\nstep text\noccurred_on date\namount numeric(18,2)\ncontents text\nevidence text\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.refund', 1, FALSE, E'mingzhang-fact/1\nledger.refund\nlog_position bigint\nbook_id integer\nvoucher_id bigint\nimport_row integer\nexternal_reference text\ndisbursement_id bigint\nkind text\namount numeric(18,2)\noccurred_on date\nreason text\nevidence text\nrecorded_at timestamp_with_time_zone\n'),
('ledger.right_decision', 1, TRUE, E'mingzhang-fact/1\nledger.right_decision\nlog_position bigint\nrequest_id bigint\nrecorded_at timestamp_with_time_zone\nrecorded_by text\ndecision text\nreason text\n'),
('ledger.right_request', 1, TRUE, E'mingzhang-fact/1\nledger.right_request\nlog_position bigint\nrequest_id bigint\nrecorded_at timestamp_with_time_zone\nrecorded_by text\nkind text\nlogin text\nrole text\ndivision_id text\nwith_subtree boolean\nends_on date\nreason text\n'),
('ledger.self_evaluation', 1, FALSE, E'mingzhang-fact/1\nledger.self_evaluation\nlog_position bigint\nbook_id integer\nexternal_reference text\nevaluated_year integer\nlevel text\nproject_id bigint\nunit text\nsubmitted_on date\nindicator text\nindicator_kind text\ntarget text\nattained text\nattained_percent numeric(18,2)\ntarget_on date\nattained_on date\nevidence text\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.sign_off', 1, FALSE, E'mingzhang-fact/1\nledger.sign_off\nlog_position bigint\nbook_id integer\nsign_off_code text\nkind text\nproject_id bigint\nbatch_no text\nvillage text\nevidence text\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.signature', 1, FALSE, E'mingzhang-fact/1\nledger.signature\nlog_position bigint\nbook_id integer\nexternal_reference text\nsign_off_id bigint\nrole text\nsigner text personal\nsigned_on date\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.site_check', 1, FALSE, E'mingzhang-fact/1\nledger.site_check\nlog_position bigint\nbook_id integer\nexternal_reference text\nproject_id bigint\noccurred_on date\nfound text\nchecked_by text\nphoto_sha256 text\ndistance_metres numeric(18,3)\nevidence text\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.source', 1, FALSE, E'mingzhang-fact/1\nledger.source\nlog_position bigint\nbook_id integer\nvoucher_id bigint\nimport_row integer\nexternal_reference text\nkind text\nfund_line_id bigint\ndocument_no text\ndocument_line integer\namount numeric(18,2)\noccurred_on date\napproved_on date\nissuer_division_id text\nissuer_name text\npurpose text\nexemption text\nevidence text\nparent_source_id bigint\ndue_on date\nannual_rate_percent numeric(7,4)\ninvested_project_id bigint\narrived_on date\nrecorded_at timestamp_with_time_zone\n'),
('ledger.statement', 1, FALSE, E'mingzhang-fact/1\nledger.statement\nlog_position bigint\nbook_id integer\nexternal_reference text\naccount_hash bytea\naccount_masked text\nbank_name text\naccount_kind text\naccount_ground text\nstarts_on date\nends_on date\nopening_balance numeric(18,2)\nclosing_balance numeric(18,2)\nevidence text\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.statement_line', 1, FALSE, E'mingzhang-fact/1\nledger.statement_line\nlog_position bigint\nbook_id integer\nexternal_reference text\nline_reference text\ndirection text\namount numeric(18,2)\noccurred_on date\ncleared_on date\naccount_hash bytea\naccount_masked text\ncounterparty_name text personal\ncounterparty_account_hash bytea personal\ncounterparty_account_masked text personal\ncounterparty_bank text\ntransaction_type text\nfiscal_year integer\nbudget_unit text\nfunction_class text\nproject_name text\ndocument_no text\npayment_method text\nsettlement text\npurpose text\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.statement_match', 1, FALSE, E'mingzhang-fact/1\nledger.statement_match\nlog_position bigint\nbook_id integer\ngroup_id bigint\nstatement_line_id bigint\nvoucher_id bigint\ndisbursement_id bigint\nbasis text\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.statement_match_end', 1, FALSE, E'mingzhang-fact/1\nledger.statement_match_end\nlog_position bigint\nbook_id integer\nstatement_match_id bigint\nreason text\nrecorded_by text\nimport_id bigint\nimport_row integer\nrecorded_at timestamp_with_time_zone\n'),
('ledger.take_back', 1, FALSE, E'mingzhang-fact/1\nledger.take_back\nlog_position bigint\nbook_id integer\nvoucher_id bigint\nimport_row integer\nexternal_reference text\nkind text\nsource_id bigint\nproject_id bigint\npooled boolean\ndocument_no text\namount numeric(18,2)\nnew_source_id bigint\noccurred_on date\nreason text\nevidence text\nrecorded_at timestamp_with_time_zone\n'),
('ledger.transfer_adjustment', 1, FALSE, E'mingzhang-fact/1\nledger.transfer_adjustment\nlog_position bigint\nbook_id integer\nvoucher_id bigint\nimport_row integer\nexternal_reference text\nside text\nkind text\ntransfer_issue_id bigint\nsource_id bigint\ndocument_no text\namount numeric(18,2)\noccurred_on date\nreason text\nevidence text\nrecorded_at timestamp_with_time_zone\n'),
('ledger.transfer_issue', 1, FALSE, E'mingzhang-fact/1\nledger.transfer_issue\nlog_position bigint\nbook_id integer\nvoucher_id bigint\nimport_row integer\nexternal_reference text\nkind text\nsource_id bigint\ndocument_no text\ndocument_line integer\nrecipient_division_id text\nrecipient_name text\nfund_line_name text\npurpose text\namount numeric(18,2)\noccurred_on date\nexemption text\ntransfer_type text\nissuer_kind text\nrequired_match numeric(18,2)\nmatch_ground text\nchange_document text\nchanged_on date\nevidence text\nrecorded_at timestamp_with_time_zone\n'),
('ledger.voucher', 1, FALSE, E'mingzhang-fact/1\nledger.voucher\nlog_position bigint\nbook_id integer\nperiod integer\nnumber integer\nevent text\noccurred_on date\ndate_precision text\nsummary text\nrecorded_by text\nimport_id bigint\nreverses_id bigint\nreversal_reason text\nrecorded_at timestamp_with_time_zone\n'),
('ledger.witness', 1, TRUE, E'mingzhang-fact/1\nledger.witness\nlog_position bigint\nwitness_id integer\npublic_key text\nlate_after_days integer\nrecorded_at timestamp_with_time_zone\nrecorded_by text\n');

RESET ROLE;
