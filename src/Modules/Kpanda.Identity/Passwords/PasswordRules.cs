using Kpanda.Hosting.Errors;
using Kpanda.Identity.Policies;

namespace Kpanda.Identity.Passwords;

/// <summary>What a password must be. Length counts; character classes that are forced only make people write passwords down, and are asked for where a policy says so.</summary>
internal static class PasswordRules
{
    public const int Min = 8;
    public const int Max = 128;

    public static Error? Check(string password, string name, string field = "password") => Check(password, name, "", new PasswordPolicy(), field);

    public static Error? Check(string password, string name, string email, PasswordPolicy policy, string field = "password")
    {
        var min = Math.Max(Min, policy.MinimumLength);
        if (password.Length < min || password.Length > Max) return Error.Invalid(field, "password.length", ("min", $"{min}"), ("max", $"{Max}"));
        if (password.Contains(name, StringComparison.OrdinalIgnoreCase) && password.Length < name.Length + Min) return Error.Invalid(field, "password.name");
        if (policy.NotEmail && email.Length > 0 && password.Equals(email, StringComparison.OrdinalIgnoreCase)) return Error.Invalid(field, "password.email");
        return Lacking(password, policy) is { } kind ? Error.Invalid(field, $"password.{kind.Name}", ("count", $"{kind.Count}")) : null;
    }

    private static (string Name, int Count)? Lacking(string password, PasswordPolicy policy)
    {
        if (password.Count(char.IsDigit) < policy.Digits) return ("digits", policy.Digits);
        if (password.Count(char.IsUpper) < policy.Uppercase) return ("uppercase", policy.Uppercase);
        if (password.Count(char.IsLower) < policy.Lowercase) return ("lowercase", policy.Lowercase);
        return password.Count(c => !char.IsLetterOrDigit(c)) < policy.Special ? ("special", policy.Special) : null;
    }
}
