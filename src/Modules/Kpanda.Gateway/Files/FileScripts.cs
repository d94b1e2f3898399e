namespace Kpanda.Gateway.Files;

/// <summary>
/// What runs in a container, by <c>sh -c</c>. A script is fixed: what a person chose comes as an argument, in ASCII, and is never read as a part of it. They need what small images have:
/// <c>stat</c> (or <c>ls</c>, where that is all there is), <c>tail</c> and <c>tar</c> of BusyBox, toybox or GNU.
/// </summary>
internal static class FileScripts
{
    /// <summary>Exit code: there is nothing at the path.</summary>
    public const int Missing = 93;

    /// <summary>Exit code: the image lacks a program, whose name stands in the errors.</summary>
    public const int NoProgram = 94;

    /// <summary>Exit code: what is at the path is not of the kind that was asked for.</summary>
    public const int OtherKind = 96;

    private const string Path =
        """
        p=$(printf '%b.' "$1"); p=${p%.}
        if [ ! -e "$p" ]; then exit 93; fi

        """;

    /// <summary>
    /// Lists a directory: for each entry <c>mode size mtime owner group ./name/</c> and a line end, then <c>//</c>, then the same of what links point to. A name holds no <c>/</c>, whatever
    /// else it holds. Without <c>stat</c> each is asked of <c>ls</c>: then the mode is its letters and the time a date or <c>-</c>. Argument: the path.
    /// </summary>
    public const string List = Path +
        """
        if [ ! -d "$p" ]; then exit 96; fi
        if ! command -v stat >/dev/null 2>&1; then
          if ! command -v ls >/dev/null 2>&1; then echo stat >&2; exit 94; fi
          cd "$p" || exit 1
          if [ ! -r . ]; then echo 'Permission denied' >&2; exit 1; fi
          o=--full-time
          if ! ls -d $o . >/dev/null 2>&1; then o=-d; fi
          n=0
          for f in ./* ./.[!.]* ./..?*; do
            if [ ! -e "$f" ] && [ ! -L "$f" ]; then continue; fi
            n=$((n + 1))
            if [ $n -gt 10001 ]; then break; fi
            l=$(LC_ALL=C ls -ld $o "$f" 2>/dev/null)
            set -f
            set -- $l
            set +f
            if [ $# -lt 6 ]; then continue; fi
            m=$1; u=$3; g=$4; s=$5
            if [ "${s%,}" != "$s" ]; then s=0; shift; fi
            t=-
            if [ $o = --full-time ]; then t=$6T${7%%.*}$8; fi
            printf '%s %s %s %s %s %s/\n' "$m" "$s" "$t" "$u" "$g" "$f"
          done
          echo //
          for f in ./* ./.[!.]* ./..?*; do
            if [ ! -L "$f" ]; then continue; fi
            if [ -d "$f" ]; then m=drwxrwxrwx; elif [ -f "$f" ]; then m=-rw-rw-rw-; else continue; fi
            printf '%s 0 - - - %s/\n' "$m" "$f"
          done
          exit 0
        fi
        cd "$p" || exit 1
        f='%f %s %Y %U %G %n/'
        if command -v find >/dev/null 2>&1; then
          find . -mindepth 1 -maxdepth 1 -exec stat -c "$f" {} +
          c=$?
          echo //
          find . -mindepth 1 -maxdepth 1 -type l -exec stat -L -c "$f" {} + 2>/dev/null
          exit $c
        fi
        if [ ! -r . ]; then echo 'Permission denied' >&2; exit 1; fi
        stat -c "$f" ./* ./.[!.]* ./..?* 2>/dev/null
        echo //
        stat -L -c "$f" ./* ./.[!.]* ./..?* 2>/dev/null
        exit 0
        """;

    /// <summary>Writes a line <c>size mtime inode</c>, all of them numbers, then the bytes of one regular file. Arguments: the path, the number of the first byte, from 1.</summary>
    public const string Read = Path +
        """
        if [ ! -f "$p" ]; then exit 96; fi
        if [ ! -r "$p" ]; then echo 'Permission denied' >&2; exit 1; fi
        b=$2
        if command -v stat >/dev/null 2>&1; then
          stat -L -c '%s %Y %i' "$p" || exit 1
        else
          l=$(LC_ALL=C ls -dilnL --full-time "$p" 2>/dev/null)
          if [ -z "$l" ]; then echo stat >&2; exit 94; fi
          set -f
          set -- $l
          i=$1; s=$6; d=$7; t=${8%%.*}
          IFS=-:
          set -- $d $t
          unset IFS
          printf '%s %s %s\n' "$s" "$1$2$3$4$5$6" "$i"
        fi
        exec tail -c "+$b" "$p"
        """;

    /// <summary>Packs a directory. Argument: the path.</summary>
    public const string Pack = Path +
        """
        if [ ! -d "$p" ]; then exit 96; fi
        if ! command -v tar >/dev/null 2>&1; then echo tar >&2; exit 94; fi
        d=${p%/*}; b=${p##*/}
        cd "${d:-/}" && exec tar -cf - -- "$b/"
        """;

    /// <summary>
    /// Unpacks what comes on the input into a directory. Not all members can tell that the input has ended: the archive's size does. Arguments: the path, the size.
    /// </summary>
    public const string Unpack = Path +
        """
        if [ ! -d "$p" ]; then exit 96; fi
        if ! command -v tar >/dev/null 2>&1; then echo tar >&2; exit 94; fi
        cd "$p" || exit 1
        head -c "$2" | tar -xmof -
        """;
}
