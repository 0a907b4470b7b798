{{ stage('email_events') }}
