using Kpanda.KubeModel.Patches;

namespace Kpanda.Sandbox.Kinds;

/// <summary>What is known of one place in the objects of a kind, from the table of facts or from a CustomResourceDefinition.</summary>
internal abstract class SchemaNode : IPatchSchema
{
    public abstract SchemaShape Shape { get; }

    /// <summary>The schema of the elements of a list.</summary>
    public abstract SchemaNode? Element { get; }

    public virtual ListShape ListShape => ListShape.Atomic;

    /// <summary>The fields that tell the elements of a keyed list apart.</summary>
    public virtual IReadOnlyList<string> Keys => [];

    /// <summary>Whether an object here is one value.</summary>
    public virtual bool Atomic => false;

    /// <summary><c>string</c>, <c>integer</c>, <c>number</c> or <c>boolean</c>.</summary>
    public virtual string ScalarType => "";

    /// <summary><c>int32</c>, <c>date-time</c>, <c>byte</c>, <c>quantity</c>, <c>int-or-string</c> …</summary>
    public virtual string Format => "";

    /// <summary>The name by which Kubernetes' decoder knows the type of an object here.</summary>
    public virtual string TypeName => "";

    /// <summary>Whether fields that are not declared are kept.</summary>
    public virtual bool KeepsUnknown => false;

    /// <summary>The declared fields.</summary>
    public virtual IReadOnlyCollection<string> FieldNames => [];

    public virtual bool MergesList => false;

    public virtual bool ReplacesMap => false;

    public virtual string? MergeKey => null;

    IPatchSchema? IPatchSchema.Items => Element;

    /// <summary>The schema of a declared field, or of any value of a map; null where nothing is declared.</summary>
    public abstract SchemaNode? Child(string name);

    IPatchSchema? IPatchSchema.Field(string name) => Child(name);
}
