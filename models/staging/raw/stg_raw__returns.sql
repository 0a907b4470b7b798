{{ stage('returns') }}
