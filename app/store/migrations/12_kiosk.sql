-- A browser that was handed to a patient: to whom, and what takes it back. NULL in the hands of whoever signed in.
ALTER TABLE sign_ins ADD COLUMN kiosk TEXT;
