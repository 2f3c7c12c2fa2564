import { useList } from '../api/use-api.js';
import { ru } from '../messages.js';
import { Failure } from '../parts/failure.js';

interface Organisation {
  id: string;
  name: string;
  municipality: string;
}

export function OrganisationsPage() {
  const organisations = useList<Organisation>('/v1/organisations');
  const { columns } = ru.region;
  return (
    <>
      <h2>{ru.region.organisations}</h2>
      <Failure error={organisations.error} />
      <div className="scroll" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th>{columns.name}</th>
              <th>{columns.municipality}</th>
              <th>{columns.id}</th>
            </tr>
          </thead>
          <tbody>
            {organisations.data?.map((organisation) => (
              <tr key={organisation.id}>
                <td>{organisation.name}</td>
                <td>{organisation.municipality}</td>
                <td>
                  <code>{organisation.id}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
