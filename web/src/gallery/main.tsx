import '@patternfly/react-core/dist/styles/base.css';
import '../app/app.css';
import { createRoot } from 'react-dom/client';
import { startI18n } from '@/shared/i18n/i18n';
import { Gallery } from './Gallery';

await startI18n();

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element.');
createRoot(root).render(<Gallery />);
