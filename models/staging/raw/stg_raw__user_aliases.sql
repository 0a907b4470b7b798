{{ stage('user_aliases') }}
