namespace Kpanda.Storage.Migrations;

/// <summary>One step of a module's schema.</summary>
internal sealed record Migration(string Module, int Number, string Name, string Sql, string Checksum)
{
    public override string ToString() => $"{Module}/{Number:0000}_{Name}";
}
