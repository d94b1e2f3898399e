namespace Kpanda.Hosting.Errors;

/// <summary>The gRPC status codes that the published API puts into <c>code</c>. Each has one fitting HTTP status.</summary>
public enum ErrorCode
{
    /// <summary>A field of the request is wrong. HTTP 400.</summary>
    InvalidArgument = 3,

    /// <summary>The member did not answer in time. HTTP 504.</summary>
    DeadlineExceeded = 4,

    /// <summary>No such thing, or none that this person may know of. HTTP 404.</summary>
    NotFound = 5,

    /// <summary>The name is taken. HTTP 409.</summary>
    AlreadyExists = 6,

    /// <summary>This person may not. HTTP 403.</summary>
    PermissionDenied = 7,

    /// <summary>A limit of size, number or rate is reached. HTTP 429.</summary>
    ResourceExhausted = 8,

    /// <summary>The state of the target does not allow it. HTTP 400.</summary>
    FailedPrecondition = 9,

    /// <summary>Somebody else changed it first (resourceVersion conflict). HTTP 409.</summary>
    Aborted = 10,

    /// <summary>A fault of ours. HTTP 500.</summary>
    Internal = 13,

    /// <summary>The member cannot be reached. HTTP 503.</summary>
    Unavailable = 14,

    /// <summary>No session and no token, or one that is no longer good. HTTP 401.</summary>
    Unauthenticated = 16,
}
