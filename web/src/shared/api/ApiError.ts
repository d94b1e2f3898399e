import type { ErrorBody } from './published';

/** gRPC codes that the published API puts into `code`. */
export const ErrorCode = {
  invalidArgument: 3,
  notFound: 5,
  alreadyExists: 6,
  permissionDenied: 7,
  failedPrecondition: 9,
  aborted: 10,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/** A refusal by the server, or the server out of reach (`status` 0). */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly body: ErrorBody,
    private readonly headerRequestId: string | null,
  ) {
    super(body.message);
    this.name = 'ApiError';
  }

  get code(): number {
    return this.body.code;
  }

  get isConflict(): boolean {
    return this.status === 409 && this.code !== ErrorCode.alreadyExists;
  }

  get isUnreachable(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }

  /** The field of the request that is at fault, in the request's own spelling. */
  get field(): string | undefined {
    return this.body.details?.find((detail) => detail.field)?.field;
  }

  /** Finds the request in the server's log. */
  get requestId(): string | undefined {
    return this.body.details?.find((detail) => detail.requestId)?.requestId ?? this.headerRequestId ?? undefined;
  }
}
