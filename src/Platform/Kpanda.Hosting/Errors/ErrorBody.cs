namespace Kpanda.Hosting.Errors;

/// <summary>The published shape of a failure.</summary>
/// <param name="Code">gRPC status code.</param>
/// <param name="Message">In the person's language.</param>
/// <param name="Details">One entry.</param>
public sealed record ErrorBody(int Code, string Message, IReadOnlyList<ErrorDetail> Details);
