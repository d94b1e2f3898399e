/** Stands for rows that are not drawn; their number is told to screen readers by the rows around. */
export function RowGap({ height, columns }: { height: number; columns: number }) {
  return (
    <tr aria-hidden="true" className="kp-row-gap">
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}
