using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.Printing;

/// <summary>Kinds that people seldom list: admission policies, flow control, devices, attachments, addresses.</summary>
internal static class ApiTables
{
    private const string Unset = "<unset>";
    private const string PolicyBindingColumns = "Name:string/name|PolicyName|ParamRef|Age";

    public static IReadOnlyDictionary<GroupResource, TableLayout> All { get; } = new Dictionary<GroupResource, TableLayout>
    {
        [new("", "componentstatuses")] = new("Name:string/name|Status|Message|Error", ComponentStatus),
        [new("", "podtemplates")] = new("Name:string/name|Containers|Images|Pod Labels", PodTemplate),
        [new("networking.k8s.io", "ipaddresses")] = new("Name:string/name|ParentRef", IpAddress),
        [new("networking.k8s.io", "servicecidrs")] = new("Name:string/name|CIDRs|Age", (o, now) => [Cells.Name(o), string.Join(',', (o.Child("spec")?["cidrs"] as JsonArray ?? []).Select(c => c?.ToString())), HumanDuration.Age(now, o)]),
        [new("storage.k8s.io", "csistoragecapacities")] = TableLayout.NameAndCreation,
        [new("storage.k8s.io", "volumeattachments")] = new("Name:string/name|Attacher:string/name|PV|Node|Attached:boolean|Age", VolumeAttachment),
        [new("storage.k8s.io", "volumeattributesclasses")] = new("Name:string/name|DriverName|Age", (o, now) => [Cells.Name(o), o.Text("driverName") ?? "", HumanDuration.Age(now, o)]),
        [new("admissionregistration.k8s.io", "mutatingadmissionpolicies")] = new("Name:string/name|Mutations:integer|ParamKind|Age", (o, now) => Policy(o, "mutations", now)),
        [new("admissionregistration.k8s.io", "validatingadmissionpolicies")] = new("Name:string/name|Validations:integer|ParamKind|Age", (o, now) => Policy(o, "validations", now)),
        [new("admissionregistration.k8s.io", "mutatingadmissionpolicybindings")] = new(PolicyBindingColumns, PolicyBinding),
        [new("admissionregistration.k8s.io", "validatingadmissionpolicybindings")] = new(PolicyBindingColumns, PolicyBinding),
        [new("node.k8s.io", "runtimeclasses")] = new("Name:string/name|Handler|Age", (o, now) => [Cells.Name(o), o.Text("handler") ?? "", HumanDuration.Age(now, o)]),
        [new("resource.k8s.io", "resourceclaims")] = new("Name:string/name|State|Age", (o, now) => [Cells.Name(o), ClaimState(o), HumanDuration.Age(now, o)]),
        [new("resource.k8s.io", "resourceslices")] = new("Name:string/name|Node|Driver|Pool|Age", (o, now) =>
            [Cells.Name(o), o.Child("spec").Text("nodeName") ?? "", o.Child("spec").Text("driver") ?? "", o.Child("spec", "pool").Text("name") ?? "", HumanDuration.Age(now, o)]),
        [new("flowcontrol.apiserver.k8s.io", "flowschemas")] = new("Name:string/name|PriorityLevel|MatchingPrecedence|DistinguisherMethod|Age|MissingPL", FlowSchema),
        [new("flowcontrol.apiserver.k8s.io", "prioritylevelconfigurations")] = new("Name:string/name|Type|NominalConcurrencyShares|Queues|HandSize|QueueLengthLimit|Age", PriorityLevel),
    };

    private static JsonNode?[] ComponentStatus(JsonObject o, DateTimeOffset now)
    {
        var healthy = Cells.List(o, "conditions").FirstOrDefault(c => c.Text("type") == "Healthy");
        return [Cells.Name(o), healthy is null ? "Unknown" : healthy.Text("status") == "True" ? "Healthy" : "Unhealthy", healthy.Text("message") ?? "", healthy.Text("error") ?? ""];
    }

    private static JsonNode?[] PodTemplate(JsonObject o, DateTimeOffset now)
    {
        var template = o.Child("template");
        return [Cells.Name(o), Cells.Containers(template.Child("spec")), Cells.Images(template.Child("spec")), Cells.Labels(template.Child("metadata", "labels"))];
    }

    // Kubernetes writes the age as well, in no column.
    private static JsonNode?[] IpAddress(JsonObject o, DateTimeOffset now)
    {
        var parent = o.Child("spec", "parentRef");
        var shown = Cells.None;
        if (parent is not null)
        {
            var (group, ns) = (parent.Text("group") ?? "", parent.Text("namespace") ?? "");
            shown = $"{parent.Text("resource")}{(group.Length > 0 ? "." : "")}{group}".ToLowerInvariant() + (ns.Length > 0 ? "/" : "") + $"{ns}/{parent.Text("name")}";
        }

        return [Cells.Name(o), shown, HumanDuration.Age(now, o)];
    }

    private static JsonNode?[] VolumeAttachment(JsonObject o, DateTimeOffset now)
    {
        var spec = o.Child("spec");
        return
        [
            Cells.Name(o), spec.Text("attacher") ?? "", spec.Child("source").Text("persistentVolumeName") ?? "", spec.Text("nodeName") ?? "", o.Child("status")?["attached"]?.GetValue<bool>() == true,
            HumanDuration.Age(now, o),
        ];
    }

    private static JsonNode?[] Policy(JsonObject o, string field, DateTimeOffset now)
    {
        var parameter = o.Child("spec", "paramKind");
        return [Cells.Name(o), Cells.List(o.Child("spec"), field).Count(), parameter is null ? Unset : $"{parameter.Text("apiVersion")}/{parameter.Text("kind")}", HumanDuration.Age(now, o)];
    }

    private static JsonNode?[] PolicyBinding(JsonObject o, DateTimeOffset now)
    {
        var reference = o.Child("spec", "paramRef");
        var shown = reference.Text("name") is { Length: > 0 } name ? $"{(reference.Text("namespace") is { Length: > 0 } ns ? ns : "*")}/{name}" : Unset;
        return [Cells.Name(o), o.Child("spec").Text("policyName") ?? "", shown, HumanDuration.Age(now, o)];
    }

    private static string ClaimState(JsonObject o)
    {
        List<string> states = [];
        var deleted = o.Child("metadata").Text("deletionTimestamp") is not null;
        if (deleted) states.Add("deleted");
        if (o.Child("status", "allocation") is not null)
        {
            states.Add("allocated");
            if (Cells.List(o.Child("status"), "reservedFor").Any()) states.Add("reserved");
        }
        else if (!deleted)
        {
            states.Add("pending");
        }

        return string.Join(',', states);
    }

    private static JsonNode?[] FlowSchema(JsonObject o, DateTimeOffset now)
    {
        var spec = o.Child("spec");
        return
        [
            Cells.Name(o), spec.Child("priorityLevelConfiguration").Text("name") ?? "", Cells.Spec(o, "matchingPrecedence"), spec.Child("distinguisherMethod").Text("type") ?? Cells.None, HumanDuration.Age(now, o),
            Cells.Condition(o, "Dangling").Text("status") ?? "?",
        ];
    }

    private static JsonNode?[] PriorityLevel(JsonObject o, DateTimeOffset now)
    {
        var limited = o.Child("spec", "limited");
        var queuing = limited.Child("limitResponse", "queuing");
        JsonNode Of(JsonObject? part, string field) => part is null ? Cells.None : part.Number(field) ?? 0;
        return
        [
            Cells.Name(o), o.Child("spec").Text("type") ?? "", Of(limited, "nominalConcurrencyShares"), Of(queuing, "queues"), Of(queuing, "handSize"), Of(queuing, "queueLengthLimit"), HumanDuration.Age(now, o),
        ];
    }
}
