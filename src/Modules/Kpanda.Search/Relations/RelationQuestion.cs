using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;

namespace Kpanda.Search.Relations;

/// <summary>Where a picture is made, in which language, and for whom.</summary>
internal sealed record RelationQuestion(string Cluster, Language Language, Person Person);
