using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Resources.Kinds;

internal sealed class CustomResourceDefinitionKind() : ResourceKind<CustomResourceDefinition>(
    "apiextensions.k8s.io", "customresourcedefinitions", "CustomResourceDefinition", namespaced: false, "Apiextensions")
{
    private static readonly string[] AllStates = ["Established", "Pending", "Rejected", "Terminating"];

    public override IReadOnlyList<string> States => AllStates;

    public override IReadOnlyList<string> IndexedFields => ["spec.group", "spec.names.kind", "spec.names.shortNames[]", "spec.scope"];

    public override IReadOnlyDictionary<string, SortedValue> SortedValues { get; } = new Dictionary<string, SortedValue>(StringComparer.Ordinal)
    {
        ["versions"] = SortedValue.Text(obj => string.Join(", ", obj.Items("spec", "versions").Where(version => version.Flag("served")).Select(version => version.Text("name")))),
    };

    public override IReadOnlyList<string> SearchedFields => ["spec.group"];

    public override IReadOnlyList<ListParameter> Parameters { get; } = [new("group"), new("status", IsArray: true) { Values = AllStates }];

    public override ValueTask<Result<ResourceQuery>> RefineAsync(ResourceQuery query, ListRequest request, CancellationToken cancellationToken) =>
        new(request.SomeOf("status", AllStates).Select(states => (states.Length == 0 ? query : query with { States = states }).Where("spec.group", request.Value("group"))));

    public override KindStatus Status(JsonElement obj, DateTimeOffset now)
    {
        if (obj.IsDeleting())
            return KindStatus.Of("Terminating", StatusSeverity.Progressing, "crd.terminating", ("since", obj.Text("metadata", "deletionTimestamp")));

        var names = obj.Condition("NamesAccepted");
        if (names.Text("status") == "False")
            return KindStatus.Of("Rejected", StatusSeverity.Failing, "crd.rejected", ("message", names.Text("message")), ("since", names.Text("lastTransitionTime")));

        return obj.Condition("Established").Text("status") == "True"
            ? KindStatus.Of("Established", StatusSeverity.Healthy)
            : KindStatus.Of("Pending", StatusSeverity.Progressing, "crd.pending");
    }

    public override CustomResourceDefinition Project(IndexedObject obj)
    {
        var definition = Shape.Read<CustomResourceDefinition>(obj);
        return definition with { Spec = definition.Spec with { Scope = definition.Spec.Scope == "Namespaced" ? "NAMESPACED" : "CLUSTER" } };
    }
}
