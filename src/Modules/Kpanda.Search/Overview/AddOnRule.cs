namespace Kpanda.Search.Overview;

/// <summary>How an add-on is recognised: by the name of its workload, as its own manifests and charts name it, or by the API group that it serves.</summary>
internal sealed record AddOnRule(string Category, string Title)
{
    /// <summary>Names of its main Deployment, DaemonSet or StatefulSet, wherever it stands.</summary>
    public IReadOnlyList<string> Workloads { get; init; } = [];

    /// <summary>API groups that nobody else serves.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>All that are known, in the order in which they are shown.</summary>
    public static IReadOnlyList<AddOnRule> All { get; } =
    [
        new("dns", "CoreDNS") { Workloads = ["coredns", "rke2-coredns-rke2-coredns"] },
        new("dns", "kube-dns") { Workloads = ["kube-dns"] },
        new("dns", "NodeLocal DNSCache") { Workloads = ["node-local-dns", "nodelocaldns"] },
        new("dns", "ExternalDNS") { Workloads = ["external-dns"] },
        new("network", "Calico") { Workloads = ["calico-node"], Groups = ["crd.projectcalico.org"] },
        new("network", "Cilium") { Workloads = ["cilium"], Groups = ["cilium.io"] },
        new("network", "Flannel") { Workloads = ["kube-flannel-ds", "kube-flannel", "flannel"] },
        new("network", "Weave Net") { Workloads = ["weave-net"] },
        new("network", "Antrea") { Workloads = ["antrea-agent"] },
        new("network", "Kube-OVN") { Workloads = ["kube-ovn-cni"], Groups = ["kubeovn.io"] },
        new("network", "Spiderpool") { Workloads = ["spiderpool-agent"], Groups = ["spiderpool.spidernet.io"] },
        new("network", "Amazon VPC CNI") { Workloads = ["aws-node"] },
        new("network", "Azure CNI") { Workloads = ["azure-cns"] },
        new("network", "Terway") { Workloads = ["terway-eniip", "terway-eni"] },
        new("network", "kindnet") { Workloads = ["kindnet"] },
        new("network", "Multus") { Workloads = ["kube-multus-ds"], Groups = ["k8s.cni.cncf.io"] },
        new("network", "MetalLB") { Workloads = ["metallb-controller", "metallb-speaker"], Groups = ["metallb.io"] },
        new("network", "kube-vip") { Workloads = ["kube-vip-ds", "kube-vip"] },
        new("ingress", "ingress-nginx") { Workloads = ["ingress-nginx-controller", "rke2-ingress-nginx-controller", "nginx-ingress-microk8s-controller"] },
        new("ingress", "NGINX Ingress Controller") { Workloads = ["nginx-ingress-controller"], Groups = ["k8s.nginx.org"] },
        new("ingress", "Traefik") { Workloads = ["traefik"], Groups = ["traefik.io"] },
        new("ingress", "Contour") { Workloads = ["contour"], Groups = ["projectcontour.io"] },
        new("ingress", "HAProxy Ingress") { Workloads = ["haproxy-ingress", "haproxy-kubernetes-ingress"] },
        new("ingress", "Kong") { Workloads = ["kong-controller", "ingress-kong"], Groups = ["configuration.konghq.com"] },
        new("ingress", "Envoy Gateway") { Workloads = ["envoy-gateway"] },
        new("ingress", "Gateway API") { Groups = ["gateway.networking.k8s.io"] },
        new("ingress", "AWS Load Balancer Controller") { Workloads = ["aws-load-balancer-controller"], Groups = ["elbv2.k8s.aws"] },
        new("mesh", "Istio") { Workloads = ["istiod"], Groups = ["networking.istio.io"] },
        new("mesh", "Linkerd") { Workloads = ["linkerd-destination"], Groups = ["linkerd.io"] },
        new("storage", "Rook") { Workloads = ["rook-ceph-operator"], Groups = ["ceph.rook.io"] },
        new("storage", "Longhorn") { Workloads = ["longhorn-manager"], Groups = ["longhorn.io"] },
        new("storage", "OpenEBS") { Workloads = ["openebs-localpv-provisioner"], Groups = ["openebs.io"] },
        new("storage", "HwameiStor") { Workloads = ["hwameistor-local-storage"], Groups = ["hwameistor.io"] },
        new("storage", "Local Path Provisioner") { Workloads = ["local-path-provisioner"] },
        new("storage", "NFS Subdir Provisioner") { Workloads = ["nfs-subdir-external-provisioner", "nfs-client-provisioner"] },
        new("storage", "Snapshot controller") { Workloads = ["snapshot-controller"], Groups = ["snapshot.storage.k8s.io"] },
        new("metrics", "metrics-server") { Workloads = ["metrics-server", "rke2-metrics-server"], Groups = ["metrics.k8s.io"] },
        new("monitoring", "Prometheus Operator") { Workloads = ["prometheus-operator", "kube-prometheus-stack-operator"], Groups = ["monitoring.coreos.com"] },
        new("monitoring", "Prometheus") { Workloads = ["prometheus", "prometheus-server", "prometheus-k8s"] },
        new("monitoring", "kube-state-metrics") { Workloads = ["kube-state-metrics"] },
        new("monitoring", "Node exporter") { Workloads = ["node-exporter", "prometheus-node-exporter"] },
        new("monitoring", "Grafana") { Workloads = ["grafana"], Groups = ["grafana.integreatly.org"] },
        new("monitoring", "Alertmanager") { Workloads = ["alertmanager"] },
        new("monitoring", "Loki") { Workloads = ["loki"], Groups = ["loki.grafana.com"] },
        new("monitoring", "OpenTelemetry Operator") { Workloads = ["opentelemetry-operator"], Groups = ["opentelemetry.io"] },
        new("backup", "Velero") { Workloads = ["velero"], Groups = ["velero.io"] },
        new("certificates", "cert-manager") { Workloads = ["cert-manager"], Groups = ["cert-manager.io"] },
        new("policy", "Kyverno") { Workloads = ["kyverno-admission-controller", "kyverno"], Groups = ["kyverno.io"] },
        new("policy", "Gatekeeper") { Workloads = ["gatekeeper-controller-manager"], Groups = ["templates.gatekeeper.sh"] },
        new("delivery", "Argo CD") { Workloads = ["argocd-server", "argo-cd-argocd-server"] },
        new("delivery", "Argo Rollouts") { Workloads = ["argo-rollouts"] },
        new("delivery", "Flux") { Workloads = ["source-controller"], Groups = ["source.toolkit.fluxcd.io"] },
        new("delivery", "Tekton") { Workloads = ["tekton-pipelines-controller"], Groups = ["tekton.dev"] },
        new("scaling", "Cluster Autoscaler") { Workloads = ["cluster-autoscaler"] },
        new("scaling", "Karpenter") { Workloads = ["karpenter"], Groups = ["karpenter.sh"] },
        new("scaling", "KEDA") { Workloads = ["keda-operator"], Groups = ["keda.sh"] },
        new("scaling", "Vertical Pod Autoscaler") { Workloads = ["vpa-recommender"], Groups = ["autoscaling.k8s.io"] },
        new("devices", "NVIDIA device plugin") { Workloads = ["nvidia-device-plugin-daemonset"] },
        new("devices", "NVIDIA GPU Operator") { Workloads = ["gpu-operator"], Groups = ["nvidia.com"] },
        new("devices", "Volcano") { Workloads = ["volcano-scheduler"], Groups = ["scheduling.volcano.sh"] },
        new("virtualization", "KubeVirt") { Workloads = ["virt-operator"], Groups = ["kubevirt.io"] },
        new("federation", "Karmada agent") { Workloads = ["karmada-agent"] },
        new("dashboard", "Kubernetes Dashboard") { Workloads = ["kubernetes-dashboard", "kubernetes-dashboard-web"] },
    ];
}
