using System.Collections.Frozen;
using Kpanda.KubeModel;

namespace Kpanda.Resources.ServedKinds;

/// <summary>Columns of the kinds of Kubernetes itself that have no descriptor: those of <c>kubectl get -o wide</c>.</summary>
internal static class BuiltInColumns
{
    private static readonly FrozenDictionary<GroupResource, PrinterColumn[]> Columns = new Dictionary<GroupResource, PrinterColumn[]>
    {
        [new("", "endpoints")] = [Text("Addresses", ".subsets[*].addresses[*].ip"), Text("Ports", ".subsets[*].ports[*].port")],
        [new("", "replicationcontrollers")] =
        [
            Number("Desired", ".spec.replicas"), Number("Current", ".status.replicas"), Number("Ready", ".status.readyReplicas"),
            Wide("Containers", ".spec.template.spec.containers[*].name"), Wide("Images", ".spec.template.spec.containers[*].image"), Wide("Selector", ".spec.selector"),
        ],
        [new("", "componentstatuses")] =
        [
            Text("Healthy", ".conditions[?(@.type==\"Healthy\")].status"), Text("Message", ".conditions[?(@.type==\"Healthy\")].message"),
            Text("Error", ".conditions[?(@.type==\"Healthy\")].error"),
        ],
        [new("", "podtemplates")] =
        [
            Text("Containers", ".template.spec.containers[*].name"), Text("Images", ".template.spec.containers[*].image"), Text("Pod labels", ".template.metadata.labels"),
        ],
        [new("discovery.k8s.io", "endpointslices")] =
        [
            Text("Service", ".metadata.labels['kubernetes.io/service-name']"), Text("Address type", ".addressType"),
            Text("Ports", ".ports[*].port"), Text("Endpoints", ".endpoints[*].addresses[*]"),
        ],
        [new("networking.k8s.io", "ingressclasses")] =
        [
            Text("Controller", ".spec.controller"), Text("Parameters", ".spec.parameters.name"),
            Flag("Default", ".metadata.annotations['ingressclass.kubernetes.io/is-default-class']"),
        ],
        [new("policy", "poddisruptionbudgets")] =
        [
            Text("Min available", ".spec.minAvailable"), Text("Max unavailable", ".spec.maxUnavailable"), Number("Allowed disruptions", ".status.disruptionsAllowed"),
            Number("Healthy", ".status.currentHealthy"), Number("Desired healthy", ".status.desiredHealthy"),
        ],
        [new("storage.k8s.io", "volumeattachments")] =
            [Text("Attacher", ".spec.attacher"), Text("Volume", ".spec.source.persistentVolumeName"), Text("Node", ".spec.nodeName"), Flag("Attached", ".status.attached")],
        [new("storage.k8s.io", "csidrivers")] =
        [
            Flag("Attach required", ".spec.attachRequired"), Flag("Pod info on mount", ".spec.podInfoOnMount"), Flag("Storage capacity", ".spec.storageCapacity"),
            Text("Modes", ".spec.volumeLifecycleModes[*]"), Text("Token audiences", ".spec.tokenRequests[*].audience"), Flag("Requires republish", ".spec.requiresRepublish"),
        ],
        [new("storage.k8s.io", "csinodes")] = [Text("Drivers", ".spec.drivers[*].name")],
        [new("storage.k8s.io", "csistoragecapacities")] = [Text("Storage class", ".storageClassName"), Text("Capacity", ".capacity")],
        [new("storage.k8s.io", "volumeattributesclasses")] = [Text("Driver", ".driverName")],
        [new("scheduling.k8s.io", "priorityclasses")] = [Number("Value", ".value"), Flag("Default", ".globalDefault"), Text("Preemption", ".preemptionPolicy"), Wide("Description", ".description")],
        [new("node.k8s.io", "runtimeclasses")] = [Text("Handler", ".handler")],
        [new("coordination.k8s.io", "leases")] = [Text("Holder", ".spec.holderIdentity"), Date("Renewed", ".spec.renewTime"), Number("Seconds", ".spec.leaseDurationSeconds")],
        [new("admissionregistration.k8s.io", "mutatingwebhookconfigurations")] = Webhooks,
        [new("admissionregistration.k8s.io", "validatingwebhookconfigurations")] = Webhooks,
        [new("admissionregistration.k8s.io", "validatingadmissionpolicies")] =
        [
            Text("Validations", ".spec.validations[*].expression"), Text("Parameters", ".spec.paramKind.kind"), Text("Failure policy", ".spec.failurePolicy"),
            Wide("Rules", ".spec.matchConstraints.resourceRules[*].resources[*]"),
        ],
        [new("admissionregistration.k8s.io", "mutatingadmissionpolicies")] =
        [
            Text("Mutations", ".spec.mutations[*].patchType"), Text("Parameters", ".spec.paramKind.kind"), Text("Failure policy", ".spec.failurePolicy"),
            Wide("Rules", ".spec.matchConstraints.resourceRules[*].resources[*]"),
        ],
        [new("admissionregistration.k8s.io", "mutatingadmissionpolicybindings")] = [Text("Policy", ".spec.policyName"), Text("Parameters", ".spec.paramRef.name")],
        [new("admissionregistration.k8s.io", "validatingadmissionpolicybindings")] = [Text("Policy", ".spec.policyName"), Text("Parameters", ".spec.paramRef.name"), Text("Actions", ".spec.validationActions[*]")],
        [new("apiregistration.k8s.io", "apiservices")] =
        [
            Text("Service namespace", ".spec.service.namespace"), Text("Service", ".spec.service.name"), Text("Available", ".status.conditions[?(@.type==\"Available\")].status"),
            Number("Priority", ".spec.groupPriorityMinimum"),
        ],
        [new("certificates.k8s.io", "certificatesigningrequests")] =
            [Text("Signer", ".spec.signerName"), Text("Requestor", ".spec.username"), Number("Expires in", ".spec.expirationSeconds"), Text("Condition", ".status.conditions[*].type")],
        [new("flowcontrol.apiserver.k8s.io", "flowschemas")] = [Text("Priority level", ".spec.priorityLevelConfiguration.name"), Number("Precedence", ".spec.matchingPrecedence"), Text("Distinguisher", ".spec.distinguisherMethod.type"), Text("Level missing", ".status.conditions[?(@.type==\"Dangling\")].status")],
        [new("flowcontrol.apiserver.k8s.io", "prioritylevelconfigurations")] =
        [
            Text("Type", ".spec.type"), Number("Shares", ".spec.limited.nominalConcurrencyShares"), Number("Queues", ".spec.limited.limitResponse.queuing.queues"),
            Number("Hand size", ".spec.limited.limitResponse.queuing.handSize"), Number("Queue length", ".spec.limited.limitResponse.queuing.queueLengthLimit"),
        ],
        [new("networking.k8s.io", "ipaddresses")] = [Text("Parent", ".spec.parentRef.name")],
        [new("networking.k8s.io", "servicecidrs")] = [Text("CIDRs", ".spec.cidrs[*]")],
        [new("resource.k8s.io", "resourceclaims")] = [Text("Devices", ".status.allocation.devices.results[*].device"), Text("Reserved for", ".status.reservedFor[*].name")],
        [new("resource.k8s.io", "resourceslices")] = [Text("Node", ".spec.nodeName"), Text("Driver", ".spec.driver"), Text("Pool", ".spec.pool.name")],
    }.ToFrozenDictionary();

    private static PrinterColumn[] Webhooks => [Text("Webhooks", ".webhooks[*].name"), Text("Failure policy", ".webhooks[*].failurePolicy"), Text("Service", ".webhooks[*].clientConfig.service.name")];

    /// <summary>The columns of a kind; none where there is nothing to say beyond name and age.</summary>
    public static IReadOnlyList<PrinterColumn> Of(GroupResource resource) => Columns.GetValueOrDefault(resource) ?? [];

    private static PrinterColumn Text(string name, string path) => new(name, "string", path);

    private static PrinterColumn Number(string name, string path) => new(name, "integer", path);

    private static PrinterColumn Flag(string name, string path) => new(name, "boolean", path);

    private static PrinterColumn Date(string name, string path) => new(name, "date", path);

    private static PrinterColumn Wide(string name, string path) => new(name, "string", path) { Priority = 1 };
}
