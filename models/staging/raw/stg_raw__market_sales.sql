{{ stage('market_sales') }}
