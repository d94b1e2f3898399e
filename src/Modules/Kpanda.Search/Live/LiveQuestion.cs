using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Live;
using Kpanda.Identity.Access;
using Kpanda.Search.Kinds;
using Kpanda.Search.Lists;
using Kpanda.Search.Query;

namespace Kpanda.Search.Live;

/// <summary>What one reader follows, worked out anew each time it is asked: by the person's rights, and by the objects that the parameters name.</summary>
internal sealed class LiveQuestion(IResourceIndex index, ResourceLists lists, LiveAccess access, LivePath path, LiveRequest request)
{
    private readonly string _text = FeedKey.QuestionOf(request.Path, request.Query);

    private bool IsCompleted =>
        path.Name is null && path.Descriptor.CompletesRows
        && path.Descriptor.Parameters.Any(parameter => parameter.Type == ListParameterType.Flag && request.Query[parameter.Name] == "true");

    public async ValueTask<Result<LiveAnswer>> AskAsync(CancellationToken cancellationToken)
    {
        if (request.Context.CurrentPerson() is not { } person) return Error.Of(ErrorCode.Unauthenticated, "session.missing");
        if (!(await access.ScopeAsync(person, cancellationToken)).TryGet(out var scope, out var refusal)) return refusal;
        if (path.Name is not null) return Of(OneObject(), scope, null, []);

        var seen = new LookedAt(index);
        var asked = lists.Ask(request.Query, person, scope, seen);
        if (!(await ResourceLists.ReadAsync(path.Descriptor, path.Target, asked, path.Narrow, cancellationToken)).TryGet(out var query, out var error)) return error;
        if (!IsCompleted) return Of(query, scope, null, seen.Queries);
        var completedFrom = path.Descriptor.CompletedFrom.Select(resource => new ResourceQuery(resource) { Clusters = query.Clusters });
        return Of(query, scope, asked with { Index = index }, [.. seen.Queries, .. completedFrom], person.Id);
    }

    private LiveAnswer Of(ResourceQuery query, AccessScope scope, ListRequest? completion, IReadOnlyList<ResourceQuery> lookedAt, Guid? person = null) =>
        new(new FeedKey(_text, query, scope, person), query, scope, completion, lookedAt);

    private ResourceQuery OneObject() => new(path.Descriptor.Resource) { Clusters = [path.Target.Cluster!], Namespaces = [path.Target.Namespace!], Name = path.Name };
}
