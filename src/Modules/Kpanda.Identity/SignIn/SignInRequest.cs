namespace Kpanda.Identity.SignIn;

/// <summary>Body of <c>POST /auth/login</c>.</summary>
internal sealed record SignInRequest(string? Username, string? Password)
{
    /// <summary>The name of the directory that has the password. Absent: the account's own, and for a name without a password here the first directory that has it.</summary>
    public string? Provider { get; init; }
}

/// <summary>Body of <c>POST /auth/login/code</c>.</summary>
/// <param name="Challenge">What the first step answered.</param>
/// <param name="Code">Six digits of the authenticator app, or a recovery code.</param>
internal sealed record SignInCodeRequest(string? Challenge, string? Code);
