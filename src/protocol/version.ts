/**
 * The wire's version. A client names it when it opens a conversation; another major is refused with the one we speak.
 * 1: first.
 */
export const protocolVersion = 1;
