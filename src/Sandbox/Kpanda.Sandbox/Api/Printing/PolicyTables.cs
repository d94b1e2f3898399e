using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.Printing;

/// <summary>Access, budgets, leases and the machinery of the API itself.</summary>
internal static class PolicyTables
{
    private const string BindingColumns = "Name:string/name|Role|Age|Users*1|Groups*1|ServiceAccounts*1";

    public static IReadOnlyDictionary<GroupResource, TableLayout> All { get; } = new Dictionary<GroupResource, TableLayout>
    {
        [BuiltIn.Roles] = TableLayout.NameAndCreation,
        [BuiltIn.ClusterRoles] = TableLayout.NameAndCreation,
        [BuiltIn.CustomResourceDefinitions] = TableLayout.NameAndCreation,
        [BuiltIn.RoleBindings] = new(BindingColumns, Binding),
        [BuiltIn.ClusterRoleBindings] = new(BindingColumns, Binding),
        [BuiltIn.Leases] = new("Name:string/name|Holder|Age", (o, now) => [Cells.Name(o), o.Child("spec").Text("holderIdentity") ?? "", HumanDuration.Age(now, o)]),
        [BuiltIn.PriorityClasses] = new("Name:string/name|Value:integer|Global-Default:boolean|Age|PreemptionPolicy", (o, now) =>
        [
            Cells.Name(o), o.Number("value") ?? 0, o["globalDefault"]?.GetValue<bool>() == true, HumanDuration.Age(now, o), o.Text("preemptionPolicy") ?? "PreemptLowerPriority",
        ]),
        [BuiltIn.PodDisruptionBudgets] = new("Name:string/name|Min Available|Max Unavailable|Allowed Disruptions:integer|Age", (o, now) =>
        [
            Cells.Name(o), o.Child("spec")?["minAvailable"]?.ToString() ?? "N/A", o.Child("spec")?["maxUnavailable"]?.ToString() ?? "N/A",
            Cells.Status(o, "disruptionsAllowed"), HumanDuration.Age(now, o),
        ]),
        [new("apiregistration.k8s.io", "apiservices")] = new("Name:string/name|Service|Available|Age", ApiService),
        [new("certificates.k8s.io", "certificatesigningrequests")] = new("Name:string/name|Age|SignerName|Requestor|RequestedDuration|Condition", SigningRequest),
        [new("admissionregistration.k8s.io", "validatingwebhookconfigurations")] = Webhooks,
        [new("admissionregistration.k8s.io", "mutatingwebhookconfigurations")] = Webhooks,
    };

    private static TableLayout Webhooks => new("Name:string/name|Webhooks:integer|Age", (o, now) => [Cells.Name(o), Cells.List(o, "webhooks").Count(), HumanDuration.Age(now, o)]);

    private static JsonNode?[] Binding(JsonObject o, DateTimeOffset now)
    {
        string Subjects(string kind) => string.Join(", ", Cells.List(o, "subjects").Where(s => s.Text("kind") == kind)
            .Select(s => kind == "ServiceAccount" ? $"{s.Text("namespace")}/{s.Text("name")}" : s.Text("name")));
        return
        [
            Cells.Name(o), $"{o.Child("roleRef").Text("kind")}/{o.Child("roleRef").Text("name")}", HumanDuration.Age(now, o), Subjects("User"), Subjects("Group"),
            Subjects("ServiceAccount"),
        ];
    }

    private static JsonNode?[] ApiService(JsonObject o, DateTimeOffset now)
    {
        var service = o.Child("spec", "service");
        var available = Cells.Condition(o, "Available");
        var shown = available.Text("status") is not { } status ? "Unknown" : status == "True" ? status : $"{status} ({available.Text("reason")})";
        return [Cells.Name(o), service is null ? "Local" : $"{service.Text("namespace")}/{service.Text("name")}", shown, HumanDuration.Age(now, o)];
    }

    private static JsonNode?[] SigningRequest(JsonObject o, DateTimeOffset now)
    {
        var spec = o.Child("spec");
        var types = Cells.List(o.Child("status"), "conditions").Select(c => c.Text("type")).ToList();
        var condition = types.Contains("Denied") ? "Denied" : types.Contains("Approved") ? "Approved" : types.Contains("Failed") ? "Failed" : "Pending";
        if (o.Child("status").Text("certificate") is { Length: > 0 }) condition += ",Issued";
        var duration = spec.Number("expirationSeconds") is { } seconds ? HumanDuration.Of(TimeSpan.FromSeconds(seconds)) : Cells.None;
        return [Cells.Name(o), HumanDuration.Age(now, o), spec.Text("signerName") ?? Cells.None, spec.Text("username") ?? "", duration, condition];
    }
}
