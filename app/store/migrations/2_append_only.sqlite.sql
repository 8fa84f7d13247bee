-- A guard against our own mistakes; against others there is the chain.
CREATE TRIGGER records_stay BEFORE UPDATE ON records BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;
CREATE TRIGGER records_remain BEFORE DELETE ON records BEGIN SELECT RAISE(ABORT, 'records are never removed'); END;
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;
CREATE TRIGGER audit_remains BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is never cut'); END;
CREATE TRIGGER destroyed_keys_stay_destroyed BEFORE UPDATE ON patient_keys
    WHEN NEW.wrapped IS NOT NULL OR NEW.mark <> OLD.mark
    BEGIN SELECT RAISE(ABORT, 'a key is only ever destroyed'); END;
