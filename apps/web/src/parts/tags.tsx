/** Short remarks beside a line. */
export function Tags({ titles }: { titles: readonly string[] }) {
  return (
    <span className="tags">
      {titles.map((title) => (
        <span key={title} className="tag">
          {title}
        </span>
      ))}
    </span>
  );
}
