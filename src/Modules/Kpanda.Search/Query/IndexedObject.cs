using System.Text.Json;
using Kpanda.KubeModel;
using Kpanda.Search.Kinds;

namespace Kpanda.Search.Query;

/// <summary>
/// An object as the index holds it: the last state that the member told, without Secret data, <c>managedFields</c> and last-applied annotations.
/// </summary>
/// <param name="Cluster">Name of the member cluster.</param>
/// <param name="Gvr">The collection, in the version in which it was read.</param>
/// <param name="Key">Namespace and name.</param>
/// <param name="Body">The object as JSON, with <c>apiVersion</c> and <c>kind</c>.</param>
/// <param name="Status">What the kind's status rule said of it when it was indexed.</param>
public sealed record IndexedObject(string Cluster, GroupVersionResource Gvr, ObjectKey Key, JsonElement Body, KindStatus Status);
