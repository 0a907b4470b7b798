{{ stage('events') }}
