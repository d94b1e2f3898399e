namespace Kpanda.Storage.Backups;

/// <summary>Why a backup, a restore or a rotation was not done, in words for the person who asked; nothing was changed.</summary>
public sealed class BackupException(string message, Exception? cause = null) : Exception(message, cause);
