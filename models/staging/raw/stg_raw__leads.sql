{{ stage('leads') }}
