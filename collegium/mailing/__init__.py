"""Whatever leaves: an outbox with leases, mails, calendars. It pulls what is due."""
