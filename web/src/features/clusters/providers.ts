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
