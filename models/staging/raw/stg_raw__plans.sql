{{ stage('plans') }}
