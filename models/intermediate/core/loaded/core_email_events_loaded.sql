{{ loaded_rows('email_events') }}
