namespace Kpanda.Storage.Migrations;

/// <summary>A row of <c>schema_migrations</c>.</summary>
internal sealed record AppliedMigration(string Module, int Number, string Name, string Checksum);
