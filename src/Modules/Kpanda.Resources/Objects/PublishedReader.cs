using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Search;
using Kpanda.Search.Kinds;
using Kpanda.Search.Lists;
using Kpanda.Search.Query;

namespace Kpanda.Resources.Objects;

/// <summary>Objects in their published shape, one at a time. Safe for concurrent use.</summary>
public sealed class PublishedReader(MemberObjects objects, IResourceIndex index, IAuthorizer authorizer, RowRenderer renderer, TimeProvider time)
{
    private static readonly GroupResource Secrets = new("", "secrets");

    /// <summary>
    /// One object. It comes from the index; what the index does not have (yet), and Secrets, whose values it never has, come from the member.
    /// </summary>
    public async Task<Result<TPublished>> GetAsync<TPublished>(
        KindDescriptor<TPublished> kind, ObjectAddress at, Person person, Language language, CancellationToken cancellationToken)
        where TPublished : PublishedObject
    {
        var found = await FindAsync(kind, at, person, cancellationToken);
        return found.TryGet(out var obj, out var error) ? Publish(kind, obj, language) : error;
    }

    /// <summary>The published shape of what a member has just answered.</summary>
    public Result<TPublished> Publish<TPublished>(KindDescriptor<TPublished> kind, string cluster, Result<KubeObject> answer, Language language)
        where TPublished : PublishedObject =>
        answer.TryGet(out var obj, out var error) ? Publish(kind, Fresh(kind, cluster, obj), language) : error;

    /// <summary>The published shape, with its health in words.</summary>
    public TPublished Publish<TPublished>(KindDescriptor<TPublished> kind, IndexedObject obj, Language language)
        where TPublished : PublishedObject => (TPublished)renderer.Render(kind, obj, language);

    /// <summary>One object as the index would hold it; see <see cref="GetAsync"/>.</summary>
    public async Task<Result<IndexedObject>> FindAsync(KindDescriptor kind, ObjectAddress at, Person person, CancellationToken cancellationToken)
    {
        if (at.Resource != Secrets)
        {
            var request = new AccessRequest("get", at.Resource) { Cluster = at.Cluster, Namespace = at.Key.Namespace, Name = at.Key.Name };
            var allowed = await authorizer.CheckAsync(person, request, cancellationToken);
            if (allowed.Error is { } refused) return refused;
            if (await index.GetAsync(at.Cluster, at.Resource, at.Key, cancellationToken) is { } indexed) return indexed;
        }

        var answer = await objects.GetAsync(person, at, cancellationToken);
        return answer.TryGet(out var obj, out var error) ? Fresh(kind, at.Cluster, obj) : error;
    }

    /// <summary>What a member has just answered, as the index would hold it.</summary>
    public IndexedObject Fresh(KindDescriptor kind, string cluster, KubeObject obj)
    {
        using var document = obj.Parse();
        var body = document.RootElement.Clone();
        var type = GroupVersionKind.Parse(Text(body, "apiVersion"), kind.Kind);
        var metadata = body.GetProperty("metadata");
        var key = new ObjectKey(Text(metadata, "namespace"), Text(metadata, "name"));
        return new(cluster, new(type.Group, type.Version, kind.Resource.Resource), key, body, kind.Status(body, time.GetUtcNow()));
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
