-- A guard against our own mistakes; against others there is the chain.
CREATE FUNCTION relief_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '% is never changed', TG_TABLE_NAME; END $$;
CREATE TRIGGER records_stay BEFORE UPDATE OR DELETE ON records FOR EACH ROW EXECUTE FUNCTION relief_refuse();
CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION relief_refuse();
CREATE TRIGGER destroyed_keys_stay_destroyed BEFORE UPDATE ON patient_keys FOR EACH ROW
    WHEN (NEW.wrapped IS NOT NULL OR NEW.mark <> OLD.mark) EXECUTE FUNCTION relief_refuse();
