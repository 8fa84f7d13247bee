//! Who may come where: every route, every role, one's own and others' patients and practices.
