import type { Cluster } from '@/shared/api/published';

/** `ClusterProvider` of the published API; product names are the same in every language. */
export const providers: Record<string, string> = {
  GENERIC: 'Kubernetes',
  K3S: 'K3s',
  REDHAT_OPENSHIFT4: 'Red Hat OpenShift',
  SUSE_RANCHER: 'SUSE Rancher',
  VMWARE_TANZU: 'VMware Tanzu',
  AWS_EKS: 'Amazon EKS',
  MICROSOFT_AZURE: 'Azure AKS',
  ALIYUN_ACK: 'Alibaba Cloud ACK',
  TENCENT_TKE: 'Tencent Cloud TKE',
  HUAWEI_CCE: 'Huawei Cloud CCE',
  Oracle_OKE: 'Oracle OKE',
  DAOCLOUD_KUBESPRAY: 'Kubespray',
  DAOCLOUD_CLUSTER_API: 'Cluster API',
  DAOCLOUD_DCE4: 'DaoCloud Enterprise 4',
};

export const providerName = (provider: string | undefined): string =>
  (provider && providers[provider]) || provider || '–';

/** What a cluster is recognised as, or chosen to be; product names are the same in every language. */
export const distributions: Record<string, string> = {
  EKS: 'Amazon EKS',
  GKE: 'Google GKE',
  AKS: 'Azure AKS',
  ACK: 'Alibaba Cloud ACK',
  TKE: 'Tencent Cloud TKE',
  CCE: 'Huawei Cloud CCE',
  OKE: 'Oracle OKE',
  OpenShift: 'Red Hat OpenShift',
  Rancher: 'Rancher',
  RKE2: 'RKE2',
  K3s: 'K3s',
  Tanzu: 'VMware Tanzu',
  kubeadm: 'kubeadm',
  kind: 'kind',
  sandbox: 'Sandbox',
};

/** The distribution where it is known, else what its provider is called. */
export const distributionName = ({ spec, status }: Cluster): string =>
  (status?.distribution && (distributions[status.distribution] ?? status.distribution)) || providerName(spec?.provider);
