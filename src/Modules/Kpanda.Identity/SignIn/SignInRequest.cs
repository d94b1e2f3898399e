namespace Kpanda.Identity.SignIn;

/// <summary>Body of <c>POST /auth/login</c>.</summary>
internal sealed record SignInRequest(string? Username, string? Password);
