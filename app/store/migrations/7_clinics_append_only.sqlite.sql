CREATE TRIGGER clinics_stay BEFORE UPDATE ON clinics BEGIN SELECT RAISE(ABORT, 'settings are never changed'); END;
CREATE TRIGGER clinics_remain BEFORE DELETE ON clinics BEGIN SELECT RAISE(ABORT, 'settings are never removed'); END;
CREATE TRIGGER documents_stay BEFORE UPDATE ON documents BEGIN SELECT RAISE(ABORT, 'documents are never changed'); END;
CREATE TRIGGER documents_remain BEFORE DELETE ON documents BEGIN SELECT RAISE(ABORT, 'documents are never removed'); END;
