{{ stage('carts') }}
