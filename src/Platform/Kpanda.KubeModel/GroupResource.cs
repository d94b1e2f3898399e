namespace Kpanda.KubeModel;

/// <summary>A collection without its version, as RBAC rules name it: group <c>apps</c>, resource <c>deployments</c>.</summary>
public readonly record struct GroupResource(string Group, string Resource)
{
    /// <summary>The form that Kubernetes prints: <c>deployments.apps</c>, or <c>pods</c> for the core group.</summary>
    public override string ToString() => Group.Length == 0 ? Resource : $"{Resource}.{Group}";

    /// <summary>Reads the form that <see cref="ToString"/> writes.</summary>
    public static GroupResource Parse(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? new("", text) : new(text[(dot + 1)..], text[..dot]);
    }
}
