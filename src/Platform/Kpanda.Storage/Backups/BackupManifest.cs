using Kpanda.Storage.Migrations;

namespace Kpanda.Storage.Backups;

/// <summary>What a backup says about itself: <c>manifest.json</c>, the last entry of the file.</summary>
/// <param name="Format">Of the file; a program reads those that it knows.</param>
/// <param name="Product">Version of the program that wrote it.</param>
/// <param name="Created">When its snapshot was taken.</param>
/// <param name="Migrations">What had made the tables.</param>
/// <param name="Keys">Ids of the master keys that its secrets are sealed with, in hex; nothing of the keys themselves.</param>
/// <param name="Tables">Every table, in the order of the entries.</param>
internal sealed record BackupManifest(
    int Format, string Product, DateTimeOffset Created, IReadOnlyList<AppliedMigration> Migrations, IReadOnlyList<string> Keys, IReadOnlyList<BackupTable> Tables)
{
    public const int CurrentFormat = 1;
    public const string Entry = "manifest.json";
}
