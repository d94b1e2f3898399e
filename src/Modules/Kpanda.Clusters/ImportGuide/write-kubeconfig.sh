SERVER="${SERVER:-$(kubectl config view --minify --raw -o jsonpath='{.clusters[0].cluster.server}')}"
CA="$(kubectl config view --minify --raw --flatten -o jsonpath='{.clusters[0].cluster.certificate-authority-data}')"
TOKEN=""
while [ -z "$TOKEN" ]; do
  TOKEN="$(kubectl -n kpanda-access get secret kpanda-token -o jsonpath='{.data.token}' | base64 -d)"
  [ -n "$TOKEN" ] || sleep 1
done
(umask 077; cat > kpanda.kubeconfig <<EOF
apiVersion: v1
kind: Config
clusters: [{name: cluster, cluster: {server: "$SERVER", certificate-authority-data: "$CA"}}]
users: [{name: kpanda, user: {token: "$TOKEN"}}]
contexts: [{name: kpanda, context: {cluster: cluster, user: kpanda}}]
current-context: kpanda
EOF
)
