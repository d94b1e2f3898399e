using System.Collections.ObjectModel;
using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.KubeModel;
using Kpanda.Search.Query;

namespace Kpanda.Search.Kinds;

/// <summary>
/// What is special about a kind. Registered with dependency injection by the module that owns the kind; Search serves the lists
/// (<c>/asl/{segment}</c>, <c>/clusters/{cluster}/{segment}</c>, <c>/clusters/{cluster}/namespaces/{namespace}/{segment}</c>), the live updates and the
/// filters of every registered kind from it. A kind without a descriptor is indexed all the same.
/// </summary>
public abstract class KindDescriptor
{
    /// <summary>The collection, without a version: a member serves it in whichever version it has.</summary>
    public abstract GroupResource Resource { get; }

    /// <summary>The kind, as in <c>kind: Deployment</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Whether objects live in namespaces.</summary>
    public abstract bool Namespaced { get; }

    /// <summary>The word in published paths; the resource name unless the published API says otherwise.</summary>
    public virtual string Segment => Resource.Resource;

    /// <summary>The OpenAPI tag of the published API: <c>Core</c>, <c>Apps</c>, <c>Batch</c> …</summary>
    public abstract string Tag { get; }

    /// <summary>The type that <see cref="ProjectObject"/> returns, for the OpenAPI document.</summary>
    public abstract Type PublishedType { get; }

    /// <summary>
    /// Fields that queries may name (<see cref="ResourceQuery.Fields"/>, <c>fieldSelector</c>), as dotted paths: <c>spec.nodeName</c>. A step through a list is
    /// written <c>spec.containers[].image</c> and has every value in it; <c>spec.selector{}</c> has the names in a map. Keep to what people filter by: each costs memory in every row.
    /// </summary>
    public virtual IReadOnlyList<string> IndexedFields => [];

    /// <summary>Those of <see cref="IndexedFields"/> that <c>fuzzyName</c> looks into besides the name.</summary>
    public virtual IReadOnlyList<string> SearchedFields => [];

    /// <summary>
    /// Values that lists show and no field has as such (how often all containers of a pod started again), by the name that <c>sortBy</c> has for them. Each costs memory in every row.
    /// </summary>
    public virtual IReadOnlyDictionary<string, SortedValue> SortedValues => ReadOnlyDictionary<string, SortedValue>.Empty;

    /// <summary>The states that <see cref="Status"/> can give, in the order of filters; <c>phase</c> refuses others. Empty where the kind has no status.</summary>
    public virtual IReadOnlyList<string> States => [];

    /// <summary>Query parameters that only lists of this kind have, for the OpenAPI document; <see cref="RefineAsync"/> reads them.</summary>
    public virtual IReadOnlyList<ListParameter> Parameters => [];

    /// <summary>Applies the parameters of <see cref="Parameters"/> to a query that already has the common ones.</summary>
    /// <returns>The query to ask, or the error that names the parameter at fault.</returns>
    public virtual ValueTask<Result<ResourceQuery>> RefineAsync(ResourceQuery query, ListRequest request, CancellationToken cancellationToken) =>
        new(query);

    /// <summary>Whether <see cref="CompleteAsync"/> has something to do. Rows of other kinds go out as they were written last.</summary>
    public virtual bool CompletesRows => false;

    /// <summary>Adds to the rows of one page what <see cref="Parameters"/> ask for beyond the object itself, or takes away what they do not want.</summary>
    public virtual ValueTask<IReadOnlyList<PublishedObject>> CompleteAsync(IReadOnlyList<PublishedObject> rows, ListRequest request, CancellationToken cancellationToken) =>
        new(rows);

    /// <summary>Collections that <see cref="CompleteAsync"/> looks at: when they change, rows that are shown are read again.</summary>
    public virtual IReadOnlyList<GroupResource> CompletedFrom => [];

    /// <summary>The status rule: a pure function of the object. <paramref name="now"/> is for rules that speak of age.</summary>
    public virtual KindStatus Status(JsonElement obj, DateTimeOffset now) => KindStatus.None;

    /// <summary>What an object offers or asks for, for sums over a cluster: a pure function. Null where the kind does neither.</summary>
    public virtual Func<JsonElement, Amounts>? AmountsOf => null;

    /// <summary>When an object last said something new, where its own fields know better than the managers of its fields: a pure function that may give null.</summary>
    public virtual Func<JsonElement, DateTimeOffset?>? ChangedOf => null;

    /// <summary>Makes the published shape of an object: a pure function.</summary>
    public abstract PublishedObject ProjectObject(IndexedObject obj);
}
