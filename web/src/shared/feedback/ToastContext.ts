import { createContext, useContext } from 'react';

export interface Toast {
  variant: 'success' | 'danger' | 'info';
  title: string;
  body?: string;
}

export const ToastContext = createContext<(toast: Toast) => void>(() => {});

/** Shows what an action came to. */
export const useToast = () => useContext(ToastContext);
