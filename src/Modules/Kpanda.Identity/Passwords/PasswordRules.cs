using Kpanda.Hosting.Errors;

namespace Kpanda.Identity.Passwords;

/// <summary>What a password must be. Length counts; forced character classes only make people write passwords down.</summary>
internal static class PasswordRules
{
    public const int Min = 8;
    public const int Max = 128;

    public static Error? Check(string password, string name, string field = "password")
    {
        if (password.Length is < Min or > Max) return Error.Invalid(field, "password.length", ("min", $"{Min}"), ("max", $"{Max}"));
        return password.Contains(name, StringComparison.OrdinalIgnoreCase) && password.Length < name.Length + Min ? Error.Invalid(field, "password.name") : null;
    }
}
