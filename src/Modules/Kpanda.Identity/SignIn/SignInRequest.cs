namespace Kpanda.Identity.SignIn;

/// <summary>Body of <c>POST /auth/login</c>.</summary>
internal sealed record SignInRequest(string? Username, string? Password);

/// <summary>Body of <c>POST /auth/login/code</c>.</summary>
/// <param name="Challenge">What the first step answered.</param>
/// <param name="Code">Six digits of the authenticator app, or a recovery code.</param>
internal sealed record SignInCodeRequest(string? Challenge, string? Code);
