using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api;

/// <summary>What a verb answers, before it is put into the form that the client accepts.</summary>
internal abstract record Answer(int Code)
{
    public static implicit operator Answer(KubeStatus status) => new StatusAnswer(status);
}

/// <summary>A refusal, or the success of a deletion.</summary>
internal sealed record StatusAnswer(KubeStatus Status) : Answer(Status.Code == 0 ? 200 : Status.Code);

/// <summary>One object.</summary>
internal sealed record ObjectAnswer(int Code, KindInfo Kind, StoredObject Object) : Answer(Code);

/// <summary>Something that is not stored: a review, a scale.</summary>
internal sealed record NodeAnswer(int Code, JsonNode Node) : Answer(Code);

/// <summary>Some objects of a kind.</summary>
internal sealed record ListAnswer(KindInfo Kind, IReadOnlyList<StoredObject> Items, long ResourceVersion) : Answer(200)
{
    public string? Continue { get; init; }

    public long? Remaining { get; init; }
}

/// <summary>The verb has written its answer itself: a watch, a log.</summary>
internal sealed record WrittenAnswer() : Answer(200)
{
    public static readonly WrittenAnswer Instance = new();
}
