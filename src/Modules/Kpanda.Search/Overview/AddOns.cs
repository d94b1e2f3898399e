using System.Text.Json;
using Kpanda.Hosting.Paging;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Index;
using Kpanda.Search.Kinds;
using Kpanda.Search.Lists;
using Kpanda.Search.Query;
using static Kpanda.Search.Kinds.JsonPath;

namespace Kpanda.Search.Overview;

/// <summary>Recognises what extends a cluster (<see cref="AddOnRule"/>), within what a person may list.</summary>
internal sealed class AddOns(ResourceIndex index, KindRegistry kinds, IAuthorizer authorizer, RowRenderer renderer)
{
    private static readonly GroupResource[] Kinds = [new("apps", "deployments"), new("apps", "daemonsets"), new("apps", "statefulsets")];
    private static readonly GroupResource CsiDrivers = new("storage.k8s.io", "csidrivers");
    private static readonly string[] Names = [.. AddOnRule.All.SelectMany(rule => rule.Workloads)];

    private sealed record Workload(KindDescriptor Descriptor, IndexedObject Object);

    /// <summary>The add-ons of a cluster, in the order of the rules; CSI drivers after the storage that is known by name.</summary>
    public async Task<IReadOnlyList<AddOn>> FindAsync(string cluster, Person person, Language language, CancellationToken cancellationToken)
    {
        var workloads = await WorkloadsAsync(cluster, person, cancellationToken);
        var groups = index.ServedResources(cluster).Select(served => served.Gvr.Group).ToHashSet(StringComparer.Ordinal);
        var found = new List<AddOn>();
        foreach (var rule in AddOnRule.All)
        {
            var workload = rule.Workloads.SelectMany(name => workloads[name]).FirstOrDefault();
            if (workload is not null) found.Add(Show(rule, workload, language));
            else if (rule.Groups.Any(groups.Contains)) found.Add(new(rule.Category, rule.Title, "", "", "", "", "", RowRenderer.NameOf(StatusSeverity.None), ""));
        }

        found.AddRange(await DriversAsync(cluster, person, cancellationToken));
        return found;
    }

    private async Task<ILookup<string, Workload>> WorkloadsAsync(string cluster, Person person, CancellationToken cancellationToken)
    {
        var all = new List<Workload>();
        foreach (var resource in Kinds)
        {
            if (kinds.Find(resource) is not { } descriptor) continue;
            var scope = await authorizer.ScopeAsync(person, "list", resource, cancellationToken);
            var query = new ResourceQuery(resource)
            {
                Clusters = [cluster],
                Fields = [new FieldCondition(FieldCondition.NamePath, Names)],
                Page = new PageRequest(1, PageRequest.MaxPageSize),
            };
            var page = await index.QueryAsync(query, scope, cancellationToken);
            all.AddRange(page.Items.Select(obj => new Workload(descriptor, obj)));
        }

        return all.ToLookup(workload => workload.Object.Key.Name, StringComparer.Ordinal);
    }

    private async Task<IEnumerable<AddOn>> DriversAsync(string cluster, Person person, CancellationToken cancellationToken)
    {
        var scope = await authorizer.ScopeAsync(person, "list", CsiDrivers, cancellationToken);
        var query = new ResourceQuery(CsiDrivers) { Clusters = [cluster], Page = new PageRequest(1, PageRequest.MaxPageSize) };
        var page = await index.QueryAsync(query, scope, cancellationToken);
        return page.Items.Select(driver => new AddOn("storage", driver.Key.Name, "", "", "", "", "", RowRenderer.NameOf(StatusSeverity.None), ""));
    }

    private AddOn Show(AddOnRule rule, Workload workload, Language language)
    {
        var obj = workload.Object;
        return new(
            rule.Category,
            rule.Title,
            Version(obj.Body),
            obj.Key.Namespace,
            obj.Key.Name,
            workload.Descriptor.Segment,
            obj.Status.State,
            RowRenderer.NameOf(obj.Status.Severity),
            renderer.Words(obj.Status, language));
    }

    /// <summary>The tag of the first container's image; empty where it has none (<c>image@sha256:…</c>).</summary>
    private static string Version(JsonElement workload)
    {
        foreach (var container in Items(workload, "spec", "template", "spec", "containers"))
        {
            var image = Text(container, "image").Split('@')[0];
            var name = image[(image.LastIndexOf('/') + 1)..];
            return name.Split(':') is [_, var tag] ? tag : "";
        }

        return "";
    }
}
