namespace Kpanda.Clusters.ImportGuide;

/// <summary>How an administrator reaches a cluster of each vendor with kubectl, before the account is made.</summary>
internal static class VendorGuides
{
    /// <summary>One vendor.</summary>
    /// <param name="Distribution">As <see cref="Verify.DistributionRule"/> names it; empty for any other cluster.</param>
    /// <param name="Title">Product name, the same in every language; empty for any other cluster.</param>
    /// <param name="Connect">Commands that make kubectl reach the cluster as its administrator. Words in capitals are to be replaced.</param>
    /// <param name="Note">Key of words to know before; empty for none.</param>
    public sealed record Vendor(string Distribution, string Title, string Connect, string Note);

    /// <summary>All of them, any other cluster first.</summary>
    public static IReadOnlyList<Vendor> All { get; } =
    [
        new("", "", "kubectl config use-context CONTEXT\n", ""),
        new("EKS", "Amazon EKS", "aws eks update-kubeconfig --region REGION --name CLUSTER\n", "cluster.guide.exec"),
        new("GKE", "Google GKE", "gcloud container clusters get-credentials CLUSTER --location LOCATION --project PROJECT\n", "cluster.guide.exec"),
        new("AKS", "Azure AKS", "az aks get-credentials --resource-group GROUP --name CLUSTER --admin\n", "cluster.guide.aks"),
        new("ACK", "Alibaba Cloud ACK", "aliyun cs GET /k8s/CLUSTER_ID/user_config | jq -r .config > admin.kubeconfig\nexport KUBECONFIG=\"$PWD/admin.kubeconfig\"\n", "cluster.guide.shortlived"),
        new("TKE", "Tencent Cloud TKE", "tccli tke DescribeClusterKubeconfig --ClusterId CLUSTER_ID | jq -r .Kubeconfig > admin.kubeconfig\nexport KUBECONFIG=\"$PWD/admin.kubeconfig\"\n", ""),
        new("CCE", "Huawei Cloud CCE", "export KUBECONFIG=\"$PWD/CLUSTER-kubeconfig.yaml\"\nkubectl config use-context external\n", "cluster.guide.cce"),
        new("OKE", "Oracle OKE", "oci ce cluster create-kubeconfig --cluster-id CLUSTER_OCID --region REGION --token-version 2.0.0\n", "cluster.guide.exec"),
        new("OpenShift", "Red Hat OpenShift", "oc login https://api.CLUSTER_DOMAIN:6443 --username ADMINISTRATOR\n", "cluster.guide.shortlived"),
        new("Rancher", "Rancher", "export KUBECONFIG=\"$PWD/CLUSTER.yaml\"\nkubectl config use-context CLUSTER-CONTROL_PLANE_NODE\n", "cluster.guide.rancher"),
        new("RKE2", "RKE2", "export KUBECONFIG=/etc/rancher/rke2/rke2.yaml\nexport SERVER=https://SERVER_ADDRESS:6443\n", "cluster.guide.loopback"),
        new("K3s", "K3s", "export KUBECONFIG=/etc/rancher/k3s/k3s.yaml\nexport SERVER=https://SERVER_ADDRESS:6443\n", "cluster.guide.loopback"),
        new("Tanzu", "VMware Tanzu", "tanzu cluster kubeconfig get CLUSTER --admin\nkubectl config use-context CLUSTER-admin@CLUSTER\n", ""),
        new("kubeadm", "kubeadm", "export KUBECONFIG=/etc/kubernetes/admin.conf\n", ""),
        new("kind", "kind", "kubectl config use-context kind-CLUSTER\n", "cluster.guide.kind"),
    ];
}
